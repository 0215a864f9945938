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
 * What a page without the server does in place of the player's own: it takes the end of a bout, told with the stop
 * signs that were told before, heeds a stop sign, and knows whose bout it is.
 * @type {{finish: ((sent: string[][], told: string[]) => Promise<{to: string} | {problem: string}>) | null,
 *   heed: ((sign: Sign) => Promise<void>) | null, who: string}}
 */
export const instead = { finish: null, heed: null, who: "" };

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
