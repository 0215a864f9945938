/** The keys of the keyboard: single letters that can be turned off, as speech control and slips of the hand need it. */

/** What each key does. @type {Record<string, string>} */
export const KEYS = {
  " ": "toggle", n: "skip", e: "easier", m: "harder", t: "longer", b: "again", h: "hurts",
};

/**
 * Return what a key means now, or null where it is not ours.
 * @param {KeyboardEvent} event
 * @param {import("./machine.js").Status} status
 * @returns {string|null}
 */
export function wishOf(event, status) {
  const target = /** @type {Element} */ (event.target);
  const wish = KEYS[event.key.toLowerCase()] ?? null;
  const isTaken = event.ctrlKey || event.metaKey || event.altKey || event.repeat
    || target.closest("input, select, textarea");
  if (!wish || isTaken || status === "finished" || status === "hurt") return null;
  if (wish === "toggle") return target.closest("button, a, summary") ? null : wish;
  return status === "ready" ? null : wish;
}
