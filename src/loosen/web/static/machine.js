/**
 * The player of a bout as a pure state machine: no page, no clock, no storage of its own.
 * `reduce(state, event, now)` returns the next state; the same state when nothing changes.
 */

import { again, ease, harder, isWork, longer, without } from "./dose.js";
import { atFirst, isHeld, longerRest, watch, weigh } from "./pain.js";

/**
 * @typedef {"ready"|"running"|"paused"|"hurt"|"finished"} Status
 * @typedef {"carry-on"|"ease"|"stop-exercise"|"stop-bout"|"emergency"} Action
 * @typedef {{kind: string, item: number|null, text: string, say: string,
 *   repetition: number|null, of: number|null, ms: number, side: number|null}} Cue
 * @typedef {{kind: string, item: number|null, text: string, say: string, repetition: number|null,
 *   of: number|null, seconds: number, side?: number|null}} ScriptCue
 * @typedef {{action: Action, words: string, sign: string|null, opensCheck: boolean}} Advice
 * @typedef {{repetitions: number|null, repetitions_step: number, hold_s: number|null, hold_step_s: number,
 *   duration_s: number|null, duration_step_s: number}} DoseMost
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
 * @property {boolean} [isClosed] Whether nothing may go on any more: only how it went can be told.
 * @property {(DoseMost|null)[]} most How far the dose of each movement may go.
 * @property {import("./pain.js").Limits|null} limits The limits of pain; null for a timer without them.
 * @property {boolean} calm Whether the last answer about pain leaves room for more.
 * @property {number|null} soreSince Since when a pain above mild lasts that began in the bout.
 * @property {{since: number, ms: number}|null} rest The rest after a red pain.
 * @property {"late"|"rest"|null} asked Why the person is asked about the pain, where they did not say so themselves.
 * @property {number} seen The last moment at which something changed.
 */

/**
 * @typedef {{type: "start"|"toggle"|"go-on"|"pause"|"skip"|"easier"|"harder"|"longer"|"again"|"hurts"|"finish"
 *   |"back"|"tick"|"wait"} | {type: "judge", advice: Advice, pain?: number}} Event
 */

export const VERSION = 1;
/** A tick that comes later than this means that the device slept: nobody was led through that time. */
const ASLEEP_MS = 150_000;

/**
 * Return the state before the first cue.
 * @param {string} bout
 * @param {ScriptCue[]} script
 * @param {string} event
 * @param {{most?: (DoseMost|null)[], limits?: import("./pain.js").Limits|null}} [more]
 * @returns {State}
 */
export function create(bout, script, event, { most = [], limits = null } = {}) {
  const cues = script.map(({ kind, item, text, say, repetition, of, seconds, side }) => (
    { kind, item: item ?? null, text, say, repetition: repetition ?? null, of: of ?? null, ms: seconds * 1000,
      side: side ?? null }));
  return {
    version: VERSION, bout, event, status: "ready", cues, index: 0, into: 0, since: null, worked: 0,
    skipped: [], stopped: [], signs: [], hurtSince: null, hurtItem: null, advice: null, asleep: false,
    most, seen: 0, ...atFirst(limits),
  };
}

/**
 * Return a saved state, standing still where it was, or null when it is of another bout or cannot be read.
 * @param {string|null} text
 * @param {string} bout
 * @returns {State|null}
 */
export function restore(text, bout) {
  try {
    const saved = JSON.parse(text ?? "null");
    if (saved?.version !== VERSION || saved.bout !== bout || !(saved.index <= saved.cues.length)) return null;
    const status = saved.status === "running" ? "paused" : saved.status;
    return { most: [], seen: 0, ...atFirst(null), ...saved, status, since: null, asleep: false };
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
  if (event.type === "wait") return state.since === null ? state : { ...state, since: now, seen: now }; // no time passes
  const next = react(watch(elapse(unwound(state, now), now), now), event, now);
  return next === state ? state : { ...next, seen: now };
}

/** @param {State} at @param {Event} event @param {number} now @returns {State} */
function react(at, event, now) {
  switch (event.type) {
    case "start": case "go-on": return run(at, now);
    case "pause": return at.status === "running" ? { ...at, status: "paused", since: null } : at;
    case "toggle": return at.status === "running" ? { ...at, status: "paused", since: null } : run(at, now);
    case "skip": return isOn(at) ? skip(at) : at;
    case "easier": return isOn(at) ? ease(at, itemOf(at)) : at;
    case "harder": return isOn(at) ? harder(at) : at;
    case "longer": return isOn(at) ? longer(at) : longerRest(at);
    case "again": return isOn(at) ? again(at) : at;
    case "hurts": return isOn(at) ? hurt(at, now) : at;
    case "judge": return at.status === "hurt" ? judge(at, event, now) : at;
    case "finish": return at.status === "finished" ? at : finish(at);
    case "back": return canGoBack(at) ? { ...at, status: isHeld(at) ? "hurt" : "paused", hurtSince: isHeld(at) ? now : null } : at;
    default: return at;
  }
}

/** Return whether the bout that was ended can be gone on with. @param {State} state */
export function canGoBack(state) {
  const isStopped = state.advice?.action === "stop-bout" || state.advice?.action === "emergency";
  return state.status === "finished" && state.index < state.cues.length && !isStopped && !state.isClosed;
}

/** Return whether pressing something now would change the bout. @param {State} state @param {"harder"|"longer"} what */
export function canBe(state, what) {
  return isOn(state) && (what === "harder" ? harder(state) : longer(state)) !== state;
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
  if (!isWork(cue)) return `${cue.kind} ${cue.item} ${state.index}`;
  const before = state.cues.slice(0, state.index).findLastIndex((other) => !isWork(other));
  return `work ${cue.item} ${before}`;
}

/** Return the state with its moments moved when the clock was set back. @param {State} state @param {number} now @returns {State} */
function unwound(state, now) {
  if (state.seen <= now) return state;
  const by = now - state.seen;
  const moved = (/** @type {number|null} */ moment) => (moment === null ? null : moment + by);
  const rest = state.rest && { ...state.rest, since: state.rest.since + by };
  return { ...state, since: state.since === null ? null : now, hurtSince: moved(state.hurtSince),
    soreSince: moved(state.soreSince), rest, seen: now };
}

/** Return the time that has passed taken in. @param {State} state @param {number} now @returns {State} */
function elapse(state, now) {
  if (state.status !== "running" || state.since === null) return state;
  const passed = now - state.since;
  if (passed === 0) return state;
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
  if (state.status === "running" || state.status === "finished" || isHeld(state)) return state;
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

/**
 * Act at once on a sign, a pain or a wish.
 * @param {State} state @param {{advice: Advice, pain?: number}} told @param {number} now
 * @returns {State}
 */
function judge(state, told, now) {
  const { advice, changes } = told.pain === undefined
    ? { advice: told.advice, changes: { calm: state.calm && told.advice.action === "carry-on" } }
    : weigh(state, told.advice, told.pain, now);
  const item = state.hurtItem;
  const signs = advice.sign === null ? state.signs : withOne(state.signs, advice.sign);
  const at = { ...state, ...changes, advice, signs };
  if (advice.action === "carry-on") return at;
  if (advice.action === "ease") return state.advice?.action === "ease" ? at : ease(at, item);
  const ended = { ...at, stopped: item === null ? at.stopped : withOne(at.stopped, item) };
  if (advice.action !== "stop-exercise") return finish(ended);
  return item === null || state.stopped.includes(item) ? ended : without(ended, item);
}

/** @template T @param {T[]} list @param {T} one @returns {T[]} */
function withOne(list, one) {
  return list.includes(one) ? list : [...list, one];
}
