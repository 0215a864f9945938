/** The player on the page: hands on what is pressed, lets cues be heard, remembers the place. */

import { drawSigns } from "./asks.js";
import { Channels, read, write } from "./cues.js";
import { keepFigures } from "./figure.js";
import { choose, chosen, fillIn, newId, send, signsIn } from "./finish.js";
import { wishOf } from "./keys.js";
import { create, phaseOf, reduce, restore } from "./machine.js";
import { Remote } from "./media.js";
import { breathAt, breathWords } from "./pacer.js";
import { restLeft } from "./pain.js";
import { openPanel, showPanel } from "./panel.js";
import { adviceOf, instead, limitsOf, playerData } from "./source.js";
import { $, lead, show, tell, text, titleOf } from "./stage.js";
import { steadyClock } from "./steady.js";
import { Told, keptUnder } from "./told.js";

/** @typedef {import("./machine.js").State} State */
/** @typedef {import("./machine.js").Event} Event */
/** @typedef {import("./machine.js").Advice} Advice */

const TICK_MS = 200;
const SAVE_EVERY_MS = 5000;
const SPOKEN_BREATHS = 3;
const NOT_KEPT = "This browser cannot keep your place: its memory is full or turned off. Leave this page open.";
/** What is said when something is pressed. @type {Record<string, string>} */
const DONE = {
  easier: "Half of what was left.", harder: "A little more of it.", longer: "15 seconds more.",
  again: "From the start of this set.",
};
const NO_MORE = "That is as far as it goes today.";
/** What a person may wish when it hurts. @type {Record<string, Advice>} */
const WISHES = {
  ease: { action: "ease", words: `${DONE.easier} Go on when you are ready.`, sign: null, opensCheck: false },
  "leave-out": { action: "stop-exercise", words: "This one is left out. Breathe calmly.", sign: null, opensCheck: false },
};

const data = await playerData();
const kept = keptUnder(data.bout);
const keptForm = `${kept}.form`;
const form = /** @type {HTMLFormElement} */ ($("finish-form"));
const channels = new Channels(() => showPanel(channels));
const remote = new Remote((wish) => press({ do: wish }));
const told = new Told(data.bout, data.signs, instead.who || (document.body.dataset.who ?? ""));
const clock = steadyClock(() => Date.now(), () => performance.now());
/** @type {State} */
let state = restore(JSON.stringify(read(kept, null)), data.bout)
  ?? create(data.bout, data.cues, newId(), { most: data.most, limits: limitsOf(data) });
if (data.isOver) state = { ...reduce(state, { type: "finish" }, Date.now()), isClosed: true };
let savedAt = 0;
let breath = "";
let isSending = false;
let isSent = false;

begin();

function begin() {
  void told.takeUp(state.signs, state.seen);
  drawSigns($("signs"), data.signs);
  openPanel(channels, (name) => { if (name === "lock") void remote.hold(channels.on.lock && state.status === "running"); });
  $("player").hidden = false;
  $("whole").open = false;
  $("plan-lead").hidden = true;
  keepFigures([...data.items, data.rest].map((item) => item?.figure ?? null));
  show(state, data, clock());
  if (state.status === "hurt") onAdvice();
  if (state.status === "finished") {
    fillIn(form, state, data.items);
    choose(form, read(keptForm, chosen(form)));
  }
  setInterval(() => dispatch({ type: channels.isStillSaying(state) ? "wait" : "tick" }), TICK_MS);
  requestAnimationFrame(onFrame);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("pagehide", save);
  form.addEventListener("submit", onSubmit);
  form.addEventListener("change", save);
}

function onFrame() {
  if (!document.hidden) lead(state, data.items, clock());
  requestAnimationFrame(onFrame);
}

/** @param {Event} event */
function dispatch(event) {
  const before = state;
  state = reduce(state, event, clock());
  const isTick = event.type === "tick";
  if (state === before && state.status !== "hurt" && isTick) return;
  show(state, data, clock());
  if (state.signs !== before.signs) void tellSigns(state.signs);
  if (state.status !== before.status) onStatus(before);
  if (state.status === "hurt" && (state.advice !== before.advice || state.asked !== before.asked)) onAdvice();
  const isNext = state.index !== before.index || event.type === "skip";
  if (state.status === "running" && (isNext || before.status !== "running")) hear(before);
  followBreath();
  if (phaseOf(state) !== phaseOf(before)) announce();
  if (event.type in DONE) tell("live", state === before ? NO_MORE : DONE[event.type]);
  if (!isTick || isNext || Date.now() - savedAt > SAVE_EVERY_MS) save();
}

/** @param {State} before */
function onStatus(before) {
  const isRunning = state.status === "running";
  void channels.keepAwake(isRunning || state.status === "hurt");
  void remote.hold(isRunning && channels.on.lock);
  if (before.status === "running") channels.hush();
  if (state.status === "hurt") $("hurt-title").focus();
  else if (state.status === "finished") onEnd();
  else if (before.status === "hurt" || before.status === "finished") $("name").focus();
}

/** Put the advice and what follows from it before the questions; ask aloud where the person is asked. */
function onAdvice() {
  const { advice, asked } = state;
  $("asks").open = !advice;
  if (advice) $("advice-words").focus();
  else if (asked) $("hurt-title").focus();
  if (asked) channels.give("get-ready", titleOf(state));
  else if (state.rest && advice) channels.give("rest", advice.words);
}

/** Bring up the form; in an emergency first what to do, while the end is recorded behind it. */
function onEnd() {
  const isAlarm = state.advice?.action === "emergency";
  fillIn(form, state, data.items);
  $(isAlarm ? "alarm-words" : "finish-title").focus();
  if (isAlarm) void submit();
  else channels.give("done", state.index < state.cues.length ? "" : "Done.");
}

/** Let a cue be heard. @param {State} before */
function hear(before) {
  const cue = state.cues[state.index];
  const isAgain = before.status !== "running" && before.status !== "ready";
  channels.give(cue.kind, isAgain ? cue.text : cue.say);
  remote.tell({ title: data.items[cue.item ?? -1]?.name ?? "Done", artist: cue.text, album: data.title }, true);
}

/** Let the breath be heard and felt, for eyes that are closed; in words only at first. */
function followBreath() {
  const cue = state.cues[state.index];
  const paced = state.status === "running" && cue?.kind === "breathe" ? data.items[cue.item ?? -1]?.breath : null;
  const rhythm = state.rest && !state.asked ? data.rest?.breath : paced;
  if (!rhythm) { breath = ""; return; }
  const into = state.rest ? state.rest.ms - restLeft(state, clock()) : state.into;
  const { part, round } = breathAt(into, rhythm);
  if (breath === `${part} ${round}`) return;
  const isFirst = breath === "";
  breath = `${part} ${round}`;
  if (!isFirst) channels.give(part, round < SPOKEN_BREATHS ? breathWords(part) : "");
}

/** Tell a screen reader that a phase begins; not every second and not every repetition. */
function announce() {
  const cue = state.cues[state.index];
  if (state.status === "paused") text("live", "Paused.");
  else if (state.status === "running") text("live", `${cue.text}${cue.of && cue.of > 1 ? `, ${cue.of} times` : ""}`);
  else text("live", "");
  if (state.status !== "running") remote.tell({ title: data.title, artist: "Paused", album: data.title }, false);
}

/** @param {MouseEvent} event */
function onClick(event) {
  const target = /** @type {Element} */ (event.target);
  const button = /** @type {HTMLElement|null} */ (target.closest("[data-do], [data-sign], [data-pain]"));
  if (!button) return;
  if (event.detail) button.blur(); // else the space key would press it again instead of pausing
  press(button.dataset);
}

/** @param {DOMStringMap} pressed */
function press(pressed) {
  channels.wake();
  const wish = pressed.do ?? "";
  const sign = data.signs.find((one) => one.id === pressed.sign);
  if (sign) judge(adviceOf(sign));
  else if (pressed.pain) {
    const pain = Number(pressed.pain);
    const { action, says } = data.zones[pain];
    judge({ action, words: says, sign: null, opensCheck: false }, pain);
  } else if (wish in WISHES) judge(WISHES[wish]);
  else dispatch(/** @type {Event} */ ({ type: wish }));
}

/** @param {Advice} advice @param {number} [pain] */
function judge(advice, pain) {
  dispatch({ type: "judge", advice, pain });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const wish = channels.on.keys ? wishOf(event, state.status) : null;
  if (!wish) return;
  event.preventDefault();
  press({ do: wish });
}

function onVisibility() {
  dispatch({ type: "tick" });
  save();
  void channels.keepAwake(state.status === "running" || state.status === "hurt");
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  event.preventDefault();
  void submit();
}

async function submit() {
  if (isSending || isSent) return;
  isSending = true;
  text("finish-problem", "");
  save();
  const signs = signsIn(form);
  const answer = await send(form, told.names);
  isSending = false;
  if ("problem" in answer) {
    text("finish-problem", answer.problem);
    return tellSigns(signs);
  }
  isSent = true;
  write(kept, null);
  write(keptForm, null);
  await told.arrived(signs);
  location.assign(answer.to);
  return undefined;
}

/** Keep signs to be sent, and send them now, but where the end of the bout is on its way with them. @param {string[]} signs */
async function tellSigns(signs) {
  await told.tell(signs, clock());
  if (!isSending && !isSent) await told.send();
}

function save() {
  if (isSent) return;
  savedAt = Date.now();
  const isKept = write(kept, state);
  text("keep-note", isKept ? "" : NOT_KEPT);
  write(keptForm, state.status === "finished" ? chosen(form) : null);
}
