/** The state of the machine as the page shows it. Reads the state, writes the page, decides nothing. */

import { order } from "./asks.js";
import { Stand, isCalm } from "./figure.js";
import { canBe, canGoBack, itemOf, leftOf } from "./machine.js";
import { breathAt, showPacer } from "./pacer.js";
import { isHeld, restLeft, soreFor } from "./pain.js";

/** @typedef {import("./machine.js").State} State */
/** @typedef {import("./source.js").Item} Item */
/** @typedef {import("./source.js").PlayerData} PlayerData */

/** @type {Record<string, string>} */
const TOGGLE = { ready: "Start", running: "Pause" };
/** @type {Record<string, string>} */
const SHORT = { next: "Next", "get-ready": "Get ready", breathe: "Keep on, and breathe" };
/** While these run, the figure goes along; else it stands in the pose that tells most. */
const LED = new Set(["move", "hold", "breathe"]);
const SECOND_SIDE = 2;
const MINUTE_MS = 60_000;

/** @param {string} id @returns {any} */
export function $(id) {
  return document.getElementById(id);
}

/** Write words where they are not there yet. @param {string} id @param {string} words */
export function text(id, words) {
  if ($(id).textContent !== words) $(id).textContent = words;
}

/** Let a screen reader say words, even those that it said last: only a text that changes is said. @param {string} id @param {string} words */
export function tell(id, words) {
  $(id).textContent = $(id).textContent === words ? `${words}\u00a0` : words;
}

const stand = new Stand($("picture"));
const restStand = new Stand($("rest-picture"));

/**
 * Show a state.
 * @param {State} state
 * @param {PlayerData} data
 * @param {number} now
 */
export function show(state, data, now) {
  const isOver = state.status === "finished";
  const isHurt = state.status === "hurt";
  $("stage").hidden = isOver || isHurt;
  $("hurt").hidden = !isHurt;
  $("alarm").hidden = !(isOver && state.advice?.action === "emergency");
  $("finish").hidden = !isOver;
  $("back").hidden = !canGoBack(state);
  $("channels").hidden = $("whole").hidden = isOver || isHurt;
  text("note", state.asleep ? "Paused: the device was asleep. Go on when you are ready." : "");
  if (isHurt) showHurt(state, data, now);
  else if (isOver) showEnd(state);
  else showStage(state, data, now);
}

/** @param {State} state @param {PlayerData} data @param {number} now */
function showStage(state, { items }, now) {
  const cue = state.cues[Math.min(state.index, state.cues.length - 1)];
  const number = itemOf(state);
  const item = cue.item === null ? null : items[cue.item];
  const isReady = state.status === "ready";
  const next = state.cues.slice(state.index).find((other) => other.item !== null && other.item !== cue.item);
  text("place", number === null ? "" : `Movement ${number + 1} of ${items.length}`);
  text("left", clock(leftOf(state)));
  text("name", item?.name ?? "Done");
  text("detail", item?.detail ?? "");
  text("cue", isReady ? "Ready when you are" : SHORT[cue.kind] ?? cue.text);
  text("timer", String(Math.ceil((cue.ms - state.into) / 1000)));
  text("count", cue.repetition && cue.of && cue.of > 1 ? `${cue.repetition} of ${cue.of}` : "");
  const then = cue.kind === "next" ? "After that" : "Next";
  text("next", `${then}: ${next?.item != null ? items[next.item].name : "the end"}`);
  text("toggle", TOGGLE[state.status] ?? "Go on");
  $("progress").value = Math.round((1000 * state.worked) / (state.worked + leftOf(state) || 1));
  $("card").dataset.kind = state.status === "running" ? cue.kind : "paused";
  showButtons(state);
  showSore(state, now);
  showBreath(state, item);
  showFigure(state, item);
  if ($("card").dataset.item === String(cue.item)) return; // what is written belongs to this movement already
  $("card").dataset.item = String(cue.item);
  fill("steps", "li", "", item?.steps ?? []);
  fill("cautions", "p", "caution", item?.cautions ?? []);
}

/** @param {State} state */
function showButtons(state) {
  for (const button of document.querySelectorAll("[data-needs-start]")) {
    /** @type {HTMLButtonElement} */ (button).disabled = state.status === "ready";
  }
  for (const what of /** @type {const} */ (["harder", "longer"])) {
    $(`do-${what}`).setAttribute("aria-disabled", String(!canBe(state, what))); // keeps the focus, unlike disabled
  }
}

/** @param {State} state @param {number} now */
function showSore(state, now) {
  const limits = state.limits;
  $("sore").hidden = !limits || state.soreSince === null;
  if (!limits || state.soreSince === null) return;
  const minutes = Math.floor(soreFor(state, now) / MINUTE_MS);
  const most = Math.round(limits.long_s * 1000 / MINUTE_MS);
  text("sore", `Pain of ${limits.mild_from} or more for ${minutes} min. We ask again at ${most} min.`);
}

/** @param {State} state @param {Item|null} item */
function showBreath(state, item) {
  const cue = state.cues[state.index];
  const breathing = state.status !== "ready" && cue?.kind === "breathe" && item?.breath
    ? breathAt(state.into, item.breath) : null;
  showPacer($("pacer"), breathing, !isCalm());
  $("card").classList.toggle("paced", breathing !== null);
}

/** @param {State} state @param {Item|null} item */
function showFigure(state, item) {
  const cue = state.cues[state.index];
  const isLed = state.status === "running" && LED.has(cue?.kind ?? "");
  const holds = cue?.kind === "hold" || cue?.kind === "breathe";
  const figure = item?.figure ?? null;
  stand.show(figure, { moves: isLed, holds: isLed && holds, mirrored: cue?.side === SECOND_SIDE });
}

/** Move the figure along with the cue; called for each frame. @param {State} state @param {Item[]} items @param {number} now */
export function lead(state, items, now) {
  const cue = state.cues[state.index];
  const item = cue?.item == null ? null : items[cue.item];
  if (!item?.figure || state.status !== "running" || state.since === null) return;
  stand.lead(item.figure, {
    cue, next: state.cues[state.index + 1], isFirst: (cue.repetition ?? 1) === 1,
    into: state.into + Math.max(0, now - state.since), breath: item.breath,
  });
}

/** @param {State} state @param {PlayerData} data @param {number} now */
function showHurt(state, { rest, limits }, now) {
  const { advice } = state;
  const isOut = state.hurtItem !== null && state.stopped.includes(state.hurtItem);
  const rests = state.rest !== null && state.asked === null;
  text("hurt-title", titleOf(state));
  $("pause-line").hidden = isHeld(state);
  text("since", clock(now - (state.hurtSince ?? now)));
  $("advice").hidden = !advice;
  text("advice-words", advice?.words ?? "");
  $("advice-check").hidden = !advice?.opensCheck;
  $("do-ease").hidden = $("do-leave-out").hidden = isOut || isHeld(state);
  $("go-on").hidden = isHeld(state);
  text("go-on", isOut ? "Go on with the next" : advice ? "Go on" : "It is fine, go on");
  order($("signs"), $("scale"), state.asked !== null);
  text("scale-title", state.asked ? "The pain now" : "None of these? How strong is the pain now?");
  text("asks-title", rests ? "It changed? Tell it again" : "What you feel");
  $("rest").hidden = !rests;
  if (!rests || !limits) return;
  text("rest-timer", clock(restLeft(state, now)));
  text("rest-name", rest ? `${rest.name}: ${rest.detail}` : "Rest in the position that feels best.");
  showPacer($("rest-pacer"), rest?.breath ? breathAt(limits.rest_s * 1000 - restLeft(state, now), rest.breath) : null,
    !isCalm());
  restStand.show(rest?.figure ?? null, { moves: false, holds: true, mirrored: false });
  if ($("rest-steps").childElementCount === 0) fill("rest-steps", "li", "", rest?.steps ?? []);
}

/** Return what the page asks when something hurts, or has hurt. @param {State} state @returns {string} */
export function titleOf(state) {
  const minutes = (/** @type {number} */ seconds) => Math.round(seconds * 1000 / MINUTE_MS);
  if (state.asked === "late") return `It hurt ${minutes(state.limits?.long_s ?? 0)} minutes ago. How is it now?`;
  if (state.asked === "rest") return `You rested ${minutes(state.limits?.rest_s ?? 0)} minutes. How strong is the pain now?`;
  if (state.rest) return "Rest, and breathe";
  return state.advice ? "Paused" : "Paused. What is it?";
}

/** @param {State} state */
function showEnd(state) {
  const { advice } = state;
  const isAlarm = advice?.action === "emergency";
  $("finish-advice").hidden = !advice || isAlarm;
  text("finish-advice", advice?.words ?? "");
  text("alarm-words", isAlarm ? advice?.words ?? "" : "");
}

/** Minutes and seconds. @param {number} ms */
function clock(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** @param {string} id @param {string} tag @param {string} className @param {string[]} lines */
function fill(id, tag, className, lines) {
  $(id).replaceChildren(
    ...lines.map((line) => Object.assign(document.createElement(tag), { textContent: line, className })));
}
