/** The state of the machine as the page shows it. Reads the state, writes the page, decides nothing. */

import { canGoBack, itemOf, leftOf } from "./machine.js";

/** @typedef {import("./machine.js").State} State */
/** @typedef {{moving: string, still: string, strip: string, alt: string}} Figure */
/** @typedef {{name: string, detail: string, steps: string[], cautions: string[], figure: Figure | null}} Item */

/** @type {Record<string, string>} */
const TOGGLE = { ready: "Start", running: "Pause" };
/** @type {Record<string, string>} */
const SHORT = { "get-ready": "Get ready", breathe: "Keep on, and breathe" };

/** While these run, the figure moves; else it stands in the pose that tells most. */
const MOVING = new Set(["move"]);

/** @param {string} id @returns {any} */
export function $(id) {
  return document.getElementById(id);
}

/** Write words where they are not there yet. @param {string} id @param {string} words */
export function text(id, words) {
  if ($(id).textContent !== words) $(id).textContent = words;
}

/**
 * Show a state.
 * @param {State} state
 * @param {Item[]} items
 */
export function show(state, items) {
  const isOver = state.status === "finished";
  const isHurt = state.status === "hurt";
  $("stage").hidden = isOver || isHurt;
  $("hurt").hidden = !isHurt;
  $("alarm").hidden = !(isOver && state.advice?.action === "emergency");
  $("finish").hidden = !isOver;
  $("back").hidden = !canGoBack(state);
  $("channels").hidden = $("keys").hidden = $("whole").hidden = isOver || isHurt;
  text("note", state.asleep ? "Paused: the device was asleep. Go on when you are ready." : "");
  if (isHurt) showHurt(state);
  else if (isOver) showEnd(state);
  else showStage(state, items);
}

/** @param {State} state @param {Item[]} items */
function showStage(state, items) {
  const cue = state.cues[Math.min(state.index, state.cues.length - 1)];
  const number = itemOf(state);
  const item = cue.item === null ? null : items[cue.item];
  const isReady = state.status === "ready";
  const next = state.cues.slice(state.index).find((other) => other.item !== null && other.item !== cue.item);
  text("place", number === null ? "" : `Movement ${number + 1} of ${items.length}`);
  text("left", clock(leftOf(state)));
  text("name", item?.name ?? "Done");
  text("detail", item?.detail ?? "");
  text("cue", isReady ? "Ready when you are" : SHORT[cue.kind] ?? cue.text);
  text("timer", String(Math.ceil((cue.ms - state.into) / 1000)));
  text("count", cue.repetition && cue.of && cue.of > 1 ? `${cue.repetition} of ${cue.of}` : "");
  text("next", next?.item != null ? `Next: ${items[next.item].name}` : "Next: the end");
  text("toggle", TOGGLE[state.status] ?? "Go on");
  $("progress").value = Math.round((1000 * state.worked) / (state.worked + leftOf(state) || 1));
  $("card").dataset.kind = state.status === "running" ? cue.kind : "paused";
  showFigure(item?.figure ?? null, state.status === "running" && MOVING.has(cue.kind));
  for (const button of document.querySelectorAll("[data-needs-start]")) {
    /** @type {HTMLButtonElement} */ (button).disabled = isReady;
  }
  if ($("card").dataset.item === String(cue.item)) return; // what is written belongs to this movement already
  $("card").dataset.item = String(cue.item);
  fill("steps", "li", "", item?.steps ?? []);
  fill("cautions", "p", "caution", item?.cautions ?? []);
}

/** @param {Figure | null} figure @param {boolean} isMoving */
function showFigure(figure, isMoving) {
  $("picture").hidden = !figure;
  if (!figure) return;
  set("picture-calm", "srcset", figure.strip);
  set("picture-img", "src", isMoving ? figure.moving : figure.still);
  set("picture-img", "alt", figure.alt);
}

/** Write an attribute where it is not so yet, as writing it again starts an animation anew. @param {string} id @param {string} name @param {string} value */
function set(id, name, value) {
  if ($(id).getAttribute(name) !== value) $(id).setAttribute(name, value);
}

/** @type {HTMLImageElement[]} */
const kept = [];

/**
 * Fetch every picture of the bout at once, so that it goes on when the server is away.
 * @param {Item[]} items
 */
export function keepFigures(items) {
  for (const { figure } of items) {
    for (const src of figure ? new Set([figure.moving, figure.still, figure.strip]) : []) {
      kept.push(Object.assign(new Image(), { src }));
    }
  }
}

/** @param {State} state */
function showHurt(state) {
  const { advice } = state;
  const isOut = state.hurtItem !== null && state.stopped.includes(state.hurtItem);
  text("since", clock(Date.now() - (state.hurtSince ?? Date.now())));
  $("advice").hidden = !advice;
  text("advice-words", advice?.words ?? "");
  $("advice-check").hidden = !advice?.opensCheck;
  $("do-ease").hidden = $("do-leave-out").hidden = isOut;
  text("go-on", isOut ? "Go on with the next" : advice ? "Go on" : "It is fine, go on");
}

/** @param {State} state */
function showEnd(state) {
  const { advice } = state;
  const isAlarm = advice?.action === "emergency";
  $("finish-advice").hidden = !advice || isAlarm;
  text("finish-advice", advice?.words ?? "");
  text("alarm-words", isAlarm ? advice?.words ?? "" : "");
}

/** Minutes and seconds. @param {number} ms */
function clock(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @param {string} id @param {string} tag @param {string} className @param {string[]} lines */
function fill(id, tag, className, lines) {
  $(id).replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement(tag), { textContent: line, className })));
}
