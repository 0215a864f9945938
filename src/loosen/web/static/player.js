/** The player on the page: hands on what is pressed, lets cues be heard, remembers the place. */

import { Channels, read, write } from "./cues.js";
import { choose, chosen, fillIn, newId, send } from "./finish.js";
import { create, phaseOf, reduce, restore } from "./machine.js";
import { $, keepFigures, show, text } from "./stage.js";

/** @typedef {import("./machine.js").State} State */
/** @typedef {import("./machine.js").Event} Event */
/** @typedef {import("./machine.js").Advice} Advice */

const TICK_MS = 200;
const SAVE_EVERY_MS = 5000;
const KEPT_UNDER = "loosen.bout.";
const EASED = "Half of what was left.";
/** @type {Record<string, string>} */
const KEYS = { " ": "toggle", n: "skip", e: "easier", h: "hurts" };
/** What a person may wish when it hurts. @type {Record<string, Advice>} */
const WISHES = {
  ease: { action: "ease", words: `${EASED} Go on when you are ready.`, sign: null, opensCheck: false },
  "leave-out": { action: "stop-exercise", words: "This one is left out. Breathe calmly.", sign: null, opensCheck: false },
};

const data = JSON.parse($("bout-data").textContent);
const kept = KEPT_UNDER + data.bout;
const keptForm = `${kept}.form`;
const form = /** @type {HTMLFormElement} */ ($("finish-form"));
const channels = new Channels();
/** @type {State} */
let state = restore(JSON.stringify(read(kept, null)), data.bout) ?? create(data.bout, data.cues, newId());
let savedAt = 0;
let isSending = false;
let isSent = false;

begin();

function begin() {
  forgetOthers();
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-channel]"))) {
    const name = /** @type {import("./cues.js").Channel} */ (box.dataset.channel);
    box.checked = channels.on[name];
    box.addEventListener("change", () => { channels.set(name, box.checked); showChannels(); });
  }
  $("player").hidden = false;
  $("whole").open = false;
  $("plan-lead").hidden = true;
  show(state, data.items);
  keepFigures(data.items);
  showChannels();
  if (state.status === "finished") {
    fillIn(form, state, data.items);
    choose(form, read(keptForm, chosen(form)));
  }
  setInterval(() => dispatch({ type: "tick" }), TICK_MS);
  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
  document.addEventListener("visibilitychange", onVisibility);
  addEventListener("pagehide", save);
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", showChannels);
  form.addEventListener("submit", onSubmit);
  form.addEventListener("change", save);
}

/** @param {Event} event */
function dispatch(event) {
  const before = state;
  state = reduce(state, event, Date.now());
  const isTick = event.type === "tick";
  if (state === before && state.status !== "hurt") return;
  show(state, data.items);
  if (state.status !== before.status) onStatus(before);
  if (state.status === "hurt" && state.advice !== before.advice) onAdvice();
  const isNext = state.index !== before.index || event.type === "skip";
  if (state.status === "running" && (isNext || before.status !== "running")) hear(before);
  if (phaseOf(state) !== phaseOf(before)) announce();
  if (event.type === "easier" && state !== before) text("live", EASED);
  if (!isTick || isNext || Date.now() - savedAt > SAVE_EVERY_MS) save();
}

/** @param {State} before */
function onStatus(before) {
  void channels.keepAwake(state.status === "running");
  if (before.status === "running") channels.hush();
  if (state.status === "hurt") {
    onAdvice();
    $("hurt-title").focus();
  } else if (state.status === "finished") onEnd();
  else if (before.status === "hurt" || before.status === "finished") $("name").focus();
}

/** Put the advice and what follows from it before the questions. */
function onAdvice() {
  $("asks").open = !state.advice;
  if (state.advice) $("advice-words").focus();
}

/** Bring up the form; in an emergency first what to do, while the end is recorded behind it. */
function onEnd() {
  const isAlarm = state.advice?.action === "emergency";
  fillIn(form, state, data.items);
  $(isAlarm ? "alarm-words" : "finish-title").focus();
  if (isAlarm) void submit();
  else channels.give("done", state.index < state.cues.length ? "" : "Done.");
}

/** Let a cue be heard; with "get ready" the steps too, so that they are known when it begins. @param {State} before */
function hear(before) {
  const cue = state.cues[state.index];
  const isAgain = before.status !== "running" && before.status !== "ready";
  const isTold = state.cues[state.index - 1]?.kind === "get-ready" && !isAgain;
  if (cue.kind === "get-ready") channels.give(cue.kind, `${cue.say} ${state.cues[state.index + 1]?.say ?? ""}`.trim());
  else channels.give(cue.kind, isTold ? "" : isAgain ? cue.text : cue.say);
}

/** Tell a screen reader that a phase begins; not every second and not every repetition. */
function announce() {
  const cue = state.cues[state.index];
  if (state.status === "paused") text("live", "Paused.");
  else if (state.status === "running") text("live", `${cue.text}${cue.of && cue.of > 1 ? `, ${cue.of} times` : ""}`);
  else text("live", "");
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
  if (pressed.sign) {
    const sign = data.signs.find((/** @type {{id: string}} */ one) => one.id === pressed.sign);
    judge({ action: sign.action, words: sign.advice, sign: sign.id, opensCheck: sign.opens_check });
  } else if (pressed.pain) {
    const { action, says } = data.zones[Number(pressed.pain)];
    judge({ action, words: says, sign: null, opensCheck: false });
  } else if (wish in WISHES) judge(WISHES[wish]);
  else dispatch(/** @type {Event} */ ({ type: wish }));
}

/** @param {Advice} advice */
function judge(advice) {
  dispatch({ type: "judge", advice });
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = /** @type {Element} */ (event.target);
  const wish = KEYS[event.key.toLowerCase()];
  const isTaken = event.ctrlKey || event.metaKey || event.altKey || event.repeat || target.closest("input, select");
  if (!wish || !channels.on.keys || isTaken || state.status === "finished" || state.status === "hurt") return;
  if (wish === "toggle" ? target.closest("button, a, summary") : state.status === "ready") return;
  event.preventDefault();
  press(/** @type {any} */ ({ do: wish }));
}

function onVisibility() {
  dispatch({ type: "tick" });
  save();
  void channels.keepAwake(state.status === "running");
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
  const answer = await send(form);
  isSending = false;
  if ("problem" in answer) text("finish-problem", answer.problem);
  else {
    isSent = true;
    write(kept, null);
    write(keptForm, null);
    location.assign(answer.to);
  }
}

function save() {
  if (isSent) return;
  savedAt = Date.now();
  write(kept, state);
  write(keptForm, state.status === "finished" ? chosen(form) : null);
}

/** Let go of bouts that were given up. */
function forgetOthers() {
  try {
    const names = Object.keys(localStorage).filter((name) => name.startsWith(KEPT_UNDER));
    for (const name of names) if (!name.startsWith(kept)) localStorage.removeItem(name);
  } catch {
    // a browser that remembers nothing has nothing to let go of
  }
}

function showChannels() {
  text("channel-note", channels.missing());
  document.documentElement.classList.toggle("large-text", channels.on.large);
}
