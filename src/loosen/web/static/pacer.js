/** A breath to follow: in and out by the seconds of the movement, as a circle, as words and as a count. */

/** @typedef {import("./source.js").Breath} Breath */
/** @typedef {{part: "in"|"out", round: number, left: number, full: number}} Breathing */

const LEAST_R = 20;
const MOST_R = 46;
const STILL_R = 34;
const WORDS = { in: "Breathe in", out: "Breathe out" };

/**
 * Return where a breath is.
 * @param {number} ms Since the first breath began.
 * @param {Breath} breath
 * @returns {Breathing} `left` counts down whole seconds; `full` is 0 breathed out, 1 breathed in.
 */
export function breathAt(ms, breath) {
  const inMs = breath.in_s * 1000;
  const outMs = breath.out_s * 1000;
  const round = Math.floor(ms / (inMs + outMs));
  const at = ms - round * (inMs + outMs);
  if (at < inMs) return { part: "in", round, left: Math.ceil((inMs - at) / 1000), full: eased(at / inMs) };
  const gone = at - inMs;
  return { part: "out", round, left: Math.ceil((outMs - gone) / 1000), full: 1 - eased(gone / outMs) };
}

/**
 * Show a breath, or nothing.
 * @param {Element} pacer
 * @param {Breathing|null} breathing
 * @param {boolean} moves Whether the circle may grow and shrink.
 */
export function showPacer(pacer, breathing, moves) {
  /** @type {HTMLElement} */ (pacer).hidden = breathing === null;
  if (!breathing) return;
  const radius = moves ? LEAST_R + (MOST_R - LEAST_R) * breathing.full : STILL_R;
  pacer.querySelector(".pacer-lung")?.setAttribute("r", radius.toFixed(1));
  write(pacer.querySelector(".pacer-part"), WORDS[breathing.part]);
  write(pacer.querySelector(".pacer-count"), String(breathing.left));
}

/** Return the words for a part of the breath. @param {"in"|"out"} part */
export function breathWords(part) {
  return WORDS[part];
}

/** Slow at both ends, as a breath is. @param {number} share */
function eased(share) {
  return (1 - Math.cos(Math.PI * share)) / 2;
}

/** @param {Element|null} element @param {string} words */
function write(element, words) {
  if (element && element.textContent !== words) element.textContent = words;
}
