/**
 * The figure beside the timer. Its animation is drawn into the page and led by the cue, so that it moves as long as
 * the person does and holds while they hold. Where that cannot be, the picture is shown as a file, as it is.
 */

import { breathAt } from "./pacer.js";

/** @typedef {import("./source.js").Figure} Figure */
/** @typedef {import("./machine.js").Cue} Cue */
/** @typedef {{svg: SVGSVGElement, cycle: number, rests: [number, number][]}} Drawing */

/** What is fetched is kept, so that the bout goes on when the server is away. @type {Map<string, Drawing|null>} */
const drawings = new Map();
/** @type {HTMLImageElement[]} */
const pictures = [];

/**
 * Fetch every picture of the bout at once.
 * @param {(Figure|null)[]} figures
 */
export function keepFigures(figures) {
  for (const figure of figures) {
    for (const src of figure ? new Set([figure.moving, figure.still, figure.strip]) : []) {
      pictures.push(Object.assign(new Image(), { src }));
    }
    if (figure && figure.moving !== figure.still && !drawings.has(figure.moving)) void keep(figure.moving);
  }
}

/** @param {string} src */
async function keep(src) {
  drawings.set(src, null);
  try {
    const text = await (await fetch(src)).text();
    drawings.set(src, read(text));
  } catch {
    drawings.delete(src); // the file itself is shown then
  }
}

/** Return an animation that can be led, or null. @param {string} text @returns {Drawing|null} */
export function read(text) {
  const root = new DOMParser().parseFromString(text, "image/svg+xml").documentElement;
  const moves = [...root.querySelectorAll("animate[values][keyTimes]")];
  if (root.localName !== "svg" || moves.length === 0) return null;
  const times = (moves[0].getAttribute("keyTimes") ?? "").split(";").map(Number);
  const cycle = parseFloat(moves[0].getAttribute("dur") ?? "");
  const values = moves.map((move) => (move.getAttribute("values") ?? "").split(";"));
  if (!(cycle > 0) || values.some((list) => list.length !== times.length)) return null;
  root.querySelector("title")?.remove(); // else it pops up over the player
  root.querySelector("desc")?.remove();
  root.removeAttribute("aria-labelledby");
  return { svg: /** @type {SVGSVGElement} */ (/** @type {unknown} */ (root)), cycle, rests: restsOf(times, values) };
}

/** Return when nothing moves: one stretch for each key pose, out and back. @param {number[]} times @param {string[][]} values */
function restsOf(times, values) {
  /** @type {[number, number][]} */
  const rests = [];
  for (let place = 0; place + 1 < times.length; place += 1) {
    if (values.some((list) => list[place] !== list[place + 1])) continue;
    const last = rests.at(-1);
    if (last && last[1] === times[place]) last[1] = times[place + 1];
    else rests.push([times[place], times[place + 1]]);
  }
  return rests;
}

/**
 * Return where in its cycle, from 0 to 1, an animation stands at a moment of a cue.
 * @param {{cycle: number, rests: [number, number][]}} drawing
 * @param {Figure} figure
 * @param {{cue: Cue, next: Cue|undefined, isFirst: boolean, into: number, breath: import("./source.js").Breath|null}} at
 * @returns {number}
 */
export function placeIn(drawing, figure, { cue, next, isFirst, into, breath }) {
  const share = Math.min(1, into / cue.ms);
  const isRegular = drawing.rests.length === 2 * figure.keys - 1;
  const [from, to] = isRegular && drawing.rests[figure.telling] ? drawing.rests[figure.telling] : [0.5, 0.5];
  if (cue.kind === "hold") return (from + to) / 2;
  if (cue.kind === "breathe") return breath ? breathAt(into, breath).full / 2 : (into / 1000 / drawing.cycle) % 1;
  if (next?.kind !== "hold") return share;
  if (isFirst) return from * share; // out to the pose that is held
  return (to + (1 - to + from) * share) % 1; // back, and out again
}

/** Shows one figure at a time in a box. */
export class Stand {
  /** @param {HTMLElement} box Holds a picture with its calm source, and room for a drawing. */
  constructor(box) {
    this.box = box;
    this.room = /** @type {HTMLElement} */ (box.querySelector(".drawing"));
    this.image = /** @type {HTMLImageElement} */ (box.querySelector("img"));
    this.source = /** @type {HTMLSourceElement} */ (box.querySelector("source"));
    /** @type {Drawing|null} */
    this.drawing = null;
  }

  /**
   * @param {Figure|null} figure
   * @param {{moves: boolean, holds: boolean, mirrored: boolean}} how
   */
  show(figure, { moves, holds, mirrored }) {
    this.box.hidden = !figure;
    if (!figure) return;
    const alt = mirrored ? otherSide(figure.alt) : figure.alt;
    set(this.source, "srcset", holds ? figure.still : figure.strip);
    set(this.image, "src", moves ? figure.moving : figure.still);
    set(this.image, "alt", alt);
    this.box.classList.toggle("mirrored", mirrored);
    this.draw(moves && !isCalm() ? drawings.get(figure.moving) ?? null : null, alt);
  }

  /** @param {Drawing|null} drawing @param {string} alt */
  draw(drawing, alt) {
    this.box.classList.toggle("drawn", drawing !== null);
    if (drawing) set(drawing.svg, "aria-label", alt);
    if (drawing === this.drawing) return;
    this.drawing = drawing;
    this.room.replaceChildren(...(drawing ? [drawing.svg] : []));
    drawing?.svg.pauseAnimations();
  }

  /** Put the animation where the cue is. @param {Figure} figure @param {Parameters<typeof placeIn>[2]} at */
  lead(figure, at) {
    if (this.drawing) this.drawing.svg.setCurrentTime(placeIn(this.drawing, figure, at) * this.drawing.cycle);
  }
}

/** Return whether a person wants no motion. */
export function isCalm() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

/** Return words with left and right exchanged. @param {string} words */
export function otherSide(words) {
  return words.replace(/\b(left|right)\b/g, (side) => (side === "left" ? "right" : "left"));
}

/** Write an attribute where it is not so yet, as writing it again starts an animation anew. @param {Element} element @param {string} name @param {string} value */
function set(element, name, value) {
  if (element.getAttribute(name) !== value) element.setAttribute(name, value);
}
