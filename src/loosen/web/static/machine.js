/**
 * The player of a bout as a pure state machine: no page, no clock, no storage of its own.
 * `reduce(state, event, now)` returns the next state; the same state when nothing changes.
 */

/**
 * @typedef {"ready"|"running"|"paused"|"hurt"|"finished"} Status
 * @typedef {"carry-on"|"ease"|"stop-exercise"|"stop-bout"|"emergency"} Action
 * @typedef {{kind: string, item: number|null, text: string, say: string,
 *   repetition: number|null, of: number|null, ms: number}} Cue
 * @typedef {{action: Action, words: string, sign: string|null, opensCheck: boolean}} Advice
 */

/**
 * @typedef {object} State
 * @property {number} version
 * @property {string} bout Which bout this is.
 * @property {string} event The id under which its end is recorded, once.
 * @property {Status} status
 * @property {Cue[]} cues What is past, and what is still to come.
 * @property {number} index The cue in hand; the number of cues when all are past.
 * @property {number} into Milliseconds into that cue.
 * @property {number|null} since When `into` was last brought up to date; null while time stands still.
 * @property {number} worked Milliseconds of the bout that have run.
 * @property {number[]} skipped Movements that were skipped.
 * @property {number[]} stopped Movements that were stopped because of pain.
 * @property {string[]} signs Stop signs that came up.
 * @property {number|null} hurtSince When "this hurts" was pressed.
 * @property {number|null} hurtItem In which movement.
 * @property {Advice|null} advice What to do now that it hurts.
 * @property {boolean} asleep Whether it paused because the device slept.
 */

/**
 * @typedef {{type: "start"|"toggle"|"go-on"|"pause"|"skip"|"easier"|"hurts"|"finish"|"back"|"tick"}
 *   | {type: "judge", advice: Advice}} Event
 */

export const VERSION = 1;
/** A tick that comes later than this means that the device slept: nobody was led through that time. */
const ASLEEP_MS = 150_000;
const WORK = new Set(["move", "hold"]);

/**
 * Return the state before the first cue.
 * @param {string} bout
 * @param {{kind: string, item: number|null, text: string, say: string, repetition: number|null,
 *   of: number|null, seconds: number}[]} script
 * @param {string} event
 * @returns {State}
 */
export function create(bout, script, event) {
  const cues = script.map(({ kind, item, text, say, repetition, of, seconds }) => (
    { kind, item, text, say, repetition, of, ms: seconds * 1000 }));
  return {
    version: VERSION, bout, event, status: "ready", cues, index: 0, into: 0, since: null, worked: 0,
    skipped: [], stopped: [], signs: [], hurtSince: null, hurtItem: null, advice: null, asleep: false,
  };
}

/**
 * Return a saved state, paused where it was, or null when it is of another bout or cannot be read.
 * @param {string|null} text
 * @param {string} bout
 * @returns {State|null}
 */
export function restore(text, bout) {
  try {
    const saved = JSON.parse(text ?? "null");
    if (saved?.version !== VERSION || saved.bout !== bout || !(saved.index <= saved.cues.length)) return null;
    const isOver = saved.status === "finished" || saved.status === "ready";
    return { ...saved, status: isOver ? saved.status : "paused", since: null, asleep: false };
  } catch {
    return null;
  }
}

/**
 * Return the next state.
 * @param {State} state
 * @param {Event} event
 * @param {number} now Milliseconds of the wall clock.
 * @returns {State}
 */
export function reduce(state, event, now) {
  const at = elapse(state, now);
  switch (event.type) {
    case "tick": return at;
    case "start": case "go-on": return run(at, now);
    case "pause": return at.status === "running" ? { ...at, status: "paused", since: null } : at;
    case "toggle": return at.status === "running" ? { ...at, status: "paused", since: null } : run(at, now);
    case "skip": return isOn(at) ? skip(at) : at;
    case "easier": return isOn(at) ? ease(at, itemOf(at)) : at;
    case "hurts": return isOn(at) ? hurt(at, now) : at;
    case "judge": return at.status === "hurt" ? judge(at, event.advice) : at;
    case "finish": return at.status === "finished" ? at : finish(at);
    case "back": return canGoBack(at) ? { ...at, status: "paused" } : at;
    default: return at;
  }
}

/** Return whether the bout that was ended can be gone on with. @param {State} state */
export function canGoBack(state) {
  const isStopped = state.advice?.action === "stop-bout" || state.advice?.action === "emergency";
  return state.status === "finished" && state.index < state.cues.length && !isStopped;
}

/** Return the movement in hand; at the very end the last one. @param {State} state @returns {number|null} */
export function itemOf(state) {
  const cue = state.cues[Math.min(state.index, state.cues.length - 1)];
  return cue.item ?? state.cues.findLast((other) => other.item !== null)?.item ?? null;
}

/** Return the movements that were done to the end. @param {State} state @returns {number[]} */
export function doneItems(state) {
  const all = new Set(state.cues.map((cue) => cue.item).filter((item) => item !== null));
  const open = new Set(state.cues.slice(state.index).map((cue) => cue.item));
  const left = new Set([...state.skipped, ...state.stopped]);
  return [...all].filter((item) => !open.has(item) && !left.has(item)).sort((a, b) => a - b);
}

/** Return how many milliseconds are left of the bout. @param {State} state */
export function leftOf(state) {
  return state.cues.slice(state.index).reduce((sum, cue) => sum + cue.ms, 0) - state.into;
}

/**
 * Return what makes a phase: it changes when something else begins, not with every repetition.
 * @param {State} state
 */
export function phaseOf(state) {
  const cue = state.cues[state.index];
  if (!cue || state.status !== "running") return state.status;
  if (!WORK.has(cue.kind)) return `${cue.kind} ${cue.item} ${state.index}`;
  const before = state.cues.slice(0, state.index).findLastIndex((other) => !WORK.has(other.kind));
  return `work ${cue.item} ${before}`;
}

/** Return the time that has passed taken in. @param {State} state @param {number} now @returns {State} */
function elapse(state, now) {
  if (state.status !== "running" || state.since === null) return state;
  const passed = now - state.since;
  if (passed === 0) return state;
  if (passed < 0) return { ...state, since: now }; // the clock was set back
  if (passed > ASLEEP_MS) return { ...state, status: "paused", since: null, asleep: true };
  let { index, into } = state;
  const worked = state.worked + Math.min(passed, leftOf(state));
  into += passed;
  while (index < state.cues.length && into >= state.cues[index].ms) {
    into -= state.cues[index].ms;
    index += 1;
  }
  const next = { ...state, index, into, worked, since: now };
  return index < state.cues.length ? next : finish({ ...next, into: 0 });
}

/** @param {State} state */
function isOn(state) {
  return state.status === "running" || state.status === "paused";
}

/** @param {State} state @param {number} now @returns {State} */
function run(state, now) {
  if (state.status === "running" || state.status === "finished") return state;
  if (state.index >= state.cues.length) return finish(state);
  return {
    ...state, status: "running", since: now, hurtSince: null, hurtItem: null, advice: null, asleep: false,
  };
}

/** @param {State} state @returns {State} */
function finish(state) {
  return { ...state, status: "finished", since: null, hurtSince: null };
}

/** @param {State} state @returns {State} */
function skip(state) {
  const { item } = state.cues[state.index];
  if (item === null) return finish({ ...state, index: state.cues.length, into: 0 });
  return { ...without(state, item), skipped: withOne(state.skipped, item) };
}

/** @param {State} state @param {number} now @returns {State} */
function hurt(state, now) {
  return { ...state, status: "hurt", since: null, hurtSince: now, hurtItem: itemOf(state), advice: null };
}

/** Act at once on a sign, a pain or a wish. @param {State} state @param {Advice} advice @returns {State} */
function judge(state, advice) {
  const item = state.hurtItem;
  const told = {
    ...state, advice, signs: advice.sign === null ? state.signs : withOne(state.signs, advice.sign),
  };
  if (advice.action === "carry-on") return told;
  if (advice.action === "ease") return state.advice?.action === "ease" ? told : ease(told, item);
  const ended = { ...told, stopped: item === null ? told.stopped : withOne(told.stopped, item) };
  if (advice.action !== "stop-exercise") return finish(ended);
  return item === null || state.stopped.includes(item) ? ended : without(ended, item);
}

/** Return the state with nothing of a movement to come. @param {State} state @param {number} item @returns {State} */
function without(state, item) {
  const past = state.cues.slice(0, state.index);
  const rest = state.cues.slice(state.index).filter((cue) => cue.item !== item);
  const isInHand = state.cues[state.index]?.item === item;
  return { ...state, cues: [...past, ...rest], into: isInHand ? 0 : state.into };
}

/** Halve what is left of a movement. @param {State} state @param {number|null} item @returns {State} */
function ease(state, item) {
  const cues = state.cues.slice(0, state.index);
  let most = 0; // repetitions of the series in hand
  state.cues.slice(state.index).forEach((cue, place) => {
    const before = state.cues[state.index + place - 1];
    const into = place === 0 ? state.into : 0;
    if (cue.item !== item) cues.push(cue);
    else if (cue.kind === "breathe") cues.push({ ...cue, ms: into + Math.round((cue.ms - into) / 2) });
    else if (!WORK.has(cue.kind) || cue.repetition === null || cue.of === null) cues.push(cue);
    else {
      const begins = !WORK.has(before?.kind ?? "") || before.item !== item || (before.repetition ?? 0) > cue.repetition;
      if (begins) most = Math.max(1, Math.floor(cue.of / 2)); // not begun: at least once
      else if (place === 0) most = cue.repetition + Math.floor((cue.of - cue.repetition) / 2);
      if (cue.repetition <= most) cues.push({ ...cue, of: most });
    }
  });
  const hand = cues[state.index];
  if (cues.length === state.cues.length && hand?.item === item && hand.kind === "hold") {
    cues[state.index] = { ...hand, ms: state.into + Math.round((hand.ms - state.into) / 2) };
  }
  return { ...state, cues };
}

/** @template T @param {T[]} list @param {T} one @returns {T[]} */
function withOne(list, one) {
  return list.includes(one) ? list : [...list, one];
}
