/** The clock of a remedy: goes by the time since it was begun, also when the device slept or the page was closed. */

import { Channels, read, write } from "./cues.js";
import { create, leftOf, reduce } from "./machine.js";
import { breathAt, showPacer } from "./pacer.js";

/** @typedef {import("./machine.js").State} State */

const TICK_MS = 250;
/** No longer than this goes by in one step, so that the machine does not take it for sleep: heat works on meanwhile. */
const STEP_MS = 60_000;
const KEPT_UNDER = "loosen.remedy";
const IN_AND_OUT = ["in", "out"];
/** The end is called again so often, for those who fell asleep on heat or cold. */
const CALLS = 20;
const CALL_EVERY_MS = 15_000;

/** @param {string} id @returns {any} */
const $ = (id) => document.getElementById(id);

const data = JSON.parse($("remedy-data").textContent);
const channels = new Channels();
/** @type {{use: string, waited: number, pausedAt: number|null}} Time that stood still, in milliseconds. */
const kept = { use: data.use, waited: 0, pausedAt: null, ...ofThisUse(read(KEPT_UNDER, null)) };
/** @type {State} */
let state = create(data.use, data.cues, "");
let shown = -1;

begin();

/** @param {any} saved */
function ofThisUse(saved) {
  return saved?.use === data.use ? saved : {};
}

function begin() {
  const now = Date.now();
  const until = Math.min(kept.pausedAt ?? now, now);
  const from = Math.min(now - data.elapsed * 1000 + kept.waited, until);
  state = reduce(state, { type: "start" }, from);
  goOn(until);
  shown = state.index; // what is past is not said again
  if (kept.pausedAt !== null) state = reduce(state, { type: "pause" }, until);
  $("plain").hidden = true;
  $("clock").hidden = false;
  show();
  setInterval(tick, TICK_MS);
  $("toggle").addEventListener("click", toggle);
  $("sound").addEventListener("change", wake);
  document.addEventListener("visibilitychange", tick);
  $("end-form").addEventListener("submit", () => {
    $("seconds").value = String(Math.round(state.worked / 1000));
    write(KEPT_UNDER, null);
  });
  void channels.keepAwake(state.status === "running");
  $("note").textContent = navigator.wakeLock ? "" : "Keep the screen on, or the sound may stop. The clock itself goes on.";
}

/** Bring the state up to a moment, however long ago the last one was. @param {number} now */
function goOn(now) {
  while (state.since !== null && now - state.since > STEP_MS) state = reduce(state, { type: "tick" }, state.since + STEP_MS);
  state = reduce(state, { type: "tick" }, now);
}

function tick() {
  const before = state;
  goOn(Date.now());
  if (state === before) return;
  const missed = state.cues.slice(before.index + 1, state.index).findLast((cue) => cue.kind === "switch-side");
  if (missed) sayLate(missed);
  show();
}

/** Say a look at the skin that fell into a time in which the browser let nothing run. @param {any} cue */
function sayLate(cue) {
  shown = state.index;
  $("note").textContent = cue.text;
  $("live").textContent = cue.text;
  if ($("sound").checked) channels.give(cue.kind, cue.say);
}

function toggle() {
  wake();
  const now = Date.now();
  if (state.status === "running") {
    goOn(now);
    kept.pausedAt = now;
    state = reduce(state, { type: "pause" }, now);
    channels.hush();
  } else {
    kept.waited += now - (kept.pausedAt ?? now);
    kept.pausedAt = null;
    state = reduce(state, { type: "go-on" }, now);
  }
  write(KEPT_UNDER, kept);
  void channels.keepAwake(state.status === "running");
  show();
}

/** Make the sound ready; browsers allow that only while a person presses something. */
function wake() {
  channels.wake();
  if (!$("sound").checked) channels.hush();
}

function show() {
  const isOver = state.status === "finished";
  const cue = state.cues[Math.min(state.index, state.cues.length - 1)];
  const beyond = state.cues.slice(state.index + 1).find((other) => other.kind !== cue.kind);
  $("cue").textContent = state.status === "paused" ? "Paused" : cue.text;
  $("left").textContent = clock(leftOf(state) - (isOver ? 0 : state.cues[state.cues.length - 1].ms));
  $("progress").value = progressOf();
  $("clock").dataset.kind = cue.kind;
  $("next").textContent = !isOver && beyond && cue.kind !== "breathe" ? `Next: ${beyond.text}` : "";
  $("toggle").hidden = isOver;
  $("toggle").textContent = state.status === "running" ? "Pause" : "Go on";
  if (data.pace) showPacer($("pacer"), breath(), !matchMedia("(prefers-reduced-motion: reduce)").matches);
  if (state.index !== shown && state.status !== "paused") tell(cue, isOver);
}

/** Return where the breath is, or null where none is led. */
function breath() {
  if (state.cues[state.index]?.kind !== "breathe") return null;
  const past = state.cues.slice(0, state.index).filter((cue) => cue.kind === "breathe");
  return breathAt(past.reduce((sum, cue) => sum + cue.ms, 0) + state.into, data.pace);
}

/** Let a new cue be heard, and tell a screen reader what begins; not every breath. @param {any} cue @param {boolean} isOver */
function tell(cue, isOver) {
  shown = state.index;
  if (isOver) {
    $("cue").textContent = cue.text;
    void channels.keepAwake(false);
    if (data.calls) callAgain(cue, CALLS);
    return;
  }
  const kind = cue.kind === "breathe" ? IN_AND_OUT[(state.index + 1) % 2] : cue.kind;
  if ($("sound").checked) channels.give(kind, cue.say);
  if (cue.say) $("live").textContent = cue.text;
}

/** Call the end again until it is told. @param {any} cue @param {number} times */
function callAgain(cue, times) {
  if (times === 0) return;
  setTimeout(() => {
    if ($("sound").checked) channels.give("done", cue.say);
    callAgain(cue, times - 1);
  }, CALL_EVERY_MS);
}

function progressOf() {
  const all = state.cues.reduce((sum, cue) => sum + cue.ms, 0);
  return Math.round((1000 * (all - leftOf(state))) / all);
}

/** @param {number} ms */
function clock(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
