/** What is left of a movement made easier, harder, longer or begun again. Pure: a state in, a state out. */

/** @typedef {import("./machine.js").State} State */
/** @typedef {import("./machine.js").Cue} Cue */
/** @typedef {import("./machine.js").DoseMost} DoseMost */

const WORK = new Set(["move", "hold"]);
/** What may be made longer without asking how far: nothing is done in it. */
const WAITING = new Set(["next", "change-position", "get-ready", "switch-side", "rest"]);
const LONGER_MS = 15_000;

/** Return whether a cue is part of a repetition. @param {Cue|undefined} cue */
export function isWork(cue) {
  return cue !== undefined && WORK.has(cue.kind);
}

/** Return the state with nothing of a movement to come. @param {State} state @param {number} item @returns {State} */
export function without(state, item) {
  const past = state.cues.slice(0, state.index);
  const coming = state.cues.slice(state.index);
  const rest = coming.filter((cue) => cue.item !== item);
  const isInHand = coming[0]?.item === item;
  const change = coming.find((cue) => cue.item === item && cue.kind === "change-position");
  const following = rest[0]?.item ?? null;
  const needsChange = change && following !== null
    && !rest.some((cue) => cue.item === following && cue.kind === "change-position");
  if (!needsChange) return { ...state, cues: [...past, ...rest], into: isInHand ? 0 : state.into };
  const into = coming[0] === change ? state.into : 0; // on the way already: go on, the next is done there too
  return { ...state, cues: [...past, { ...change, item: following }, ...rest], into: isInHand ? into : state.into };
}

/** Halve what is left of a movement. @param {State} state @param {number|null} item @returns {State} */
export function ease(state, item) {
  const cues = state.cues.slice(0, state.index);
  let most = 0; // repetitions of the series in hand
  state.cues.slice(state.index).forEach((cue, place) => {
    const before = state.cues[state.index + place - 1];
    const into = place === 0 ? state.into : 0;
    if (cue.item !== item) cues.push(cue);
    else if (cue.kind === "breathe") cues.push({ ...cue, ms: into + Math.round((cue.ms - into) / 2) });
    else if (!isWork(cue) || cue.repetition === null || cue.of === null) cues.push(cue);
    else {
      const begins = !isWork(before) || before.item !== item || (before.repetition ?? 0) > cue.repetition;
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

/**
 * Add a step to what is left of the movement in hand: repetitions first, then time. Never beyond the most of its
 * dose, and never after an answer that calls for less.
 * @param {State} state
 * @returns {State} The same state where nothing may be added.
 */
export function harder(state) {
  const item = state.cues[state.index]?.item ?? null;
  const most = item === null ? null : state.most[item];
  if (!most || !state.calm) return state;
  return moreRepetitions(state, /** @type {number} */ (item), most)
    ?? moreTime(state, /** @type {number} */ (item), most) ?? state;
}

/**
 * Make the time in hand longer: a wait as often as one likes, a hold or a time up to the most of its dose.
 * @param {State} state
 * @returns {State} The same state where nothing may be added.
 */
export function longer(state) {
  const cue = state.cues[state.index];
  if (!cue) return state;
  const most = state.most[cue.item ?? -1];
  const mostMs = WAITING.has(cue.kind) ? Infinity : mostOf(cue, most, state) ?? cue.ms;
  const ms = Math.min(cue.ms + LONGER_MS, Math.max(cue.ms, mostMs));
  const cues = state.cues.map((other) => (other === cue ? { ...cue, ms } : other));
  return ms > cue.ms ? { ...state, cues } : state;
}

/** Begin the set in hand, or whatever runs, once more. @param {State} state @returns {State} */
export function again(state) {
  const cue = state.cues[state.index];
  let index = state.index;
  if (isWork(cue) && !state.calm) return state; // no more of it than was told when it hurt
  while (isWork(cue) && isWork(state.cues[index - 1]) && state.cues[index - 1].item === cue.item) index -= 1;
  return { ...state, index, into: 0 };
}

/** @param {Cue} cue @param {DoseMost|undefined|null} most @param {State} state @returns {number|null} */
function mostOf(cue, most, state) {
  if (!state.calm) return null;
  const isTimed = cue.kind === "hold" || cue.kind === "breathe";
  if (!most) return isTimed ? Infinity : null; // a timer without a dose
  const seconds = cue.kind === "hold" ? most.hold_s : cue.kind === "breathe" ? most.duration_s : null;
  return seconds === null ? null : seconds * 1000;
}

/** @param {State} state @param {number} item @param {DoseMost} most @returns {State|null} */
function moreRepetitions(state, item, most) {
  const cues = state.cues.slice(0, state.index);
  let isMore = false;
  for (const series of seriesOf(state.cues.slice(state.index))) {
    const last = series[series.length - 1];
    const of = last.item === item && isWork(last) ? last.of ?? 0 : 0;
    const wanted = Math.min(of + most.repetitions_step, most.repetitions ?? 0);
    if (of === 0 || wanted <= of) {
      cues.push(...series);
      continue;
    }
    isMore = true;
    cues.push(...series.map((cue) => ({ ...cue, of: wanted })));
    for (let repetition = of + 1; repetition <= wanted; repetition += 1) {
      cues.push(...oneRepetition(state.cues, last).map((cue) => ({
        ...cue, repetition, of: wanted, say: cue.kind === "move" ? String(repetition) : cue.say })));
    }
  }
  return isMore ? { ...state, cues } : null;
}

/** @param {State} state @param {number} item @param {DoseMost} most @returns {State|null} */
function moreTime(state, item, most) {
  let isMore = false;
  const cues = state.cues.map((cue, place) => {
    const seconds = cue.kind === "hold" ? most.hold_s : cue.kind === "breathe" ? most.duration_s : null;
    if (place < state.index || cue.item !== item || seconds === null || cue.ms >= seconds * 1000) return cue;
    const step = cue.kind === "hold" ? most.hold_step_s : most.duration_step_s;
    isMore = true;
    return { ...cue, ms: Math.min(cue.ms + step * 1000, seconds * 1000) };
  });
  return isMore ? { ...state, cues } : null;
}

/** Return one repetition as it is done in a series: moving, then holding. @param {Cue[]} cues @param {Cue} like */
function oneRepetition(cues, like) {
  return [...WORK].map((kind) => cues.findLast(
    (cue) => cue.kind === kind && cue.item === like.item && cue.side === like.side))
    .filter((cue) => cue !== undefined);
}

/** Return cues in groups: each set on one side together, everything else alone. @param {Cue[]} cues @returns {Cue[][]} */
function seriesOf(cues) {
  /** @type {Cue[][]} */
  const found = [];
  for (const cue of cues) {
    const last = found.at(-1)?.at(-1);
    const goesOn = last && isWork(last) && isWork(cue) && last.item === cue.item
      && (last.repetition ?? 0) <= (cue.repetition ?? 0);
    if (goesOn) found[found.length - 1].push(cue);
    else found.push([cue]);
  }
  return found;
}
