/** Where the player's data come from. One place, so that a day kept on the device can take the page's part. */

/**
 * @typedef {{id: string, moving: string, still: string, strip: string, alt: string, keys: number, telling: number}} Figure
 * @typedef {{in_s: number, out_s: number}} Breath
 * @typedef {{id: string, name: string, detail: string, steps: string[], breathing: string, cautions: string[],
 *   figure: Figure|null, breath: Breath|null}} Item
 * @typedef {{id: string, ask: string, action: import("./machine.js").Action, advice: string, opens_check: boolean}} Sign
 * @typedef {{action: import("./machine.js").Action, says: string}} Zone
 * @typedef {object} PlayerData
 * @property {number} format
 * @property {string} bout
 * @property {import("./machine.js").ScriptCue[]} cues
 * @property {Item[]} items
 * @property {Zone[]} zones
 * @property {Sign[]} signs
 * @property {string} title
 * @property {import("./machine.js").DoseMost[]} most
 * @property {Omit<import("./pain.js").Limits, "late"> & {late: string}} limits `late` names a stop sign.
 * @property {Item|null} rest Where to rest when something hurts.
 */

/**
 * Takes the end of a bout in place of the server, where a page without the server leads through it.
 * @type {{finish: ((sent: string[][]) => Promise<{to: string} | {problem: string}>) | null}}
 */
export const instead = { finish: null };

/** Return what the player is given. @returns {Promise<PlayerData>} */
export async function playerData() {
  return JSON.parse(document.getElementById("bout-data")?.textContent ?? "null");
}

/** Return what a stop sign calls for. @param {Sign} sign @returns {import("./machine.js").Advice} */
export function adviceOf(sign) {
  return { action: sign.action, words: sign.advice, sign: sign.id, opensCheck: sign.opens_check };
}

/** Return the limits of pain with what to do when it lasts too long. @param {PlayerData} data @returns {import("./pain.js").Limits|null} */
export function limitsOf({ limits, signs }) {
  const late = signs.find((sign) => sign.id === limits.late);
  return late ? { ...limits, late: adviceOf(late) } : null;
}
