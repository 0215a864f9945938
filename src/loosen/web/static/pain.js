/** What a pain told in a bout does: the zones, the rest after a red one, and the rule of 15 minutes. Pure. */

/** @typedef {import("./machine.js").State} State */
/** @typedef {import("./machine.js").Advice} Advice */

const LONGER_MS = 15_000;

/**
 * The limits of pain in a bout; each number comes from the knowledge.
 * @typedef {object} Limits
 * @property {number} start Pain before the bout.
 * @property {number} mild_from Pain above mild begins here.
 * @property {number} red_from Pain that ends the bout when it is still there after the rest.
 * @property {number} rest_s Seconds of rest after a red pain.
 * @property {number} long_s Pain above mild that began in the bout may last so many seconds.
 * @property {Advice} late What to do when it has lasted that long.
 * @property {string} enough What to say when a red pain stays.
 * @property {string} settled What to say when it does not.
 */

/** Return the state as it is when nothing hurts yet. @param {Limits|null} limits */
export function atFirst(limits) {
  return { limits, calm: !limits || limits.start < limits.mild_from, soreSince: null, rest: null, asked: null };
}

/** Return since how many milliseconds a pain above mild lasts; 0 when there is none. @param {State} state @param {number} now */
export function soreFor(state, now) {
  return state.soreSince === null ? 0 : Math.max(0, now - state.soreSince);
}

/** Return how many milliseconds of the rest are left. @param {State} state @param {number} now */
export function restLeft(state, now) {
  return state.rest ? Math.max(0, state.rest.since + state.rest.ms - now) : 0;
}

/** Make the rest longer. @param {State} state @returns {State} */
export function longerRest(state) {
  if (state.status !== "hurt" || !state.rest || state.asked) return state;
  return { ...state, rest: { ...state.rest, ms: state.rest.ms + LONGER_MS } };
}

/** Return whether the person has to answer before anything goes on. @param {State} state */
export function isHeld(state) {
  return state.rest !== null || state.asked !== null;
}

/** Ask about the pain when a rest is over, or when it has lasted too long. @param {State} state @param {number} now @returns {State} */
export function watch(state, now) {
  if (state.status === "hurt" && state.rest && state.asked === null) {
    return restLeft(state, now) > 0 ? state : { ...state, asked: "rest", advice: null };
  }
  const isOn = state.status === "running" || state.status === "paused" || (state.status === "hurt" && !state.advice);
  if (!isOn || state.asked !== null || !isLate(state, now)) return state;
  const hurtItem = state.status === "hurt" ? state.hurtItem : state.cues[state.index]?.item ?? null;
  return { ...state, status: "hurt", since: null, hurtSince: now, hurtItem, advice: null, asked: "late" };
}

/**
 * Weigh a pain of 0 to 10.
 * @param {State} state
 * @param {Advice} advice What the zone of the pain calls for.
 * @param {number} pain
 * @param {number} now
 * @returns {{advice: Advice, changes: Partial<State>}}
 */
export function weigh(state, advice, pain, now) {
  const { limits } = state;
  if (!limits) return { advice, changes: {} };
  const isSore = pain >= limits.mild_from && pain > limits.start;
  const soreSince = isSore ? state.soreSince ?? state.hurtSince ?? now : null;
  const calm = advice.action === "carry-on" && pain < limits.mild_from;
  const changes = { soreSince, calm, asked: null, rest: null };
  if (isSore && isLate({ ...state, soreSince }, now)) return { advice: limits.late, changes };
  if (advice.action === "stop-exercise") return red(state, limits, advice, pain, now, changes);
  return { advice: state.rest ? plain("carry-on", limits.settled) : advice, changes };
}

/**
 * @param {State} state @param {Limits} limits @param {Advice} advice @param {number} pain @param {number} now
 * @param {Partial<State>} changes
 * @returns {{advice: Advice, changes: Partial<State>}}
 */
function red(state, limits, advice, pain, now, changes) {
  if (state.asked !== "rest") {
    return { advice, changes: { ...changes, rest: state.rest ?? { since: now, ms: limits.rest_s * 1000 } } };
  }
  if (pain >= limits.red_from) return { advice: plain("stop-bout", limits.enough), changes };
  return { advice: plain("stop-exercise", limits.settled), changes };
}

/** @param {State} state @param {number} now */
function isLate(state, now) {
  return state.limits !== null && state.soreSince !== null && soreFor(state, now) >= state.limits.long_s * 1000;
}

/** @param {import("./machine.js").Action} action @param {string} words @returns {Advice} */
function plain(action, words) {
  return { action, words, sign: null, opensCheck: false };
}
