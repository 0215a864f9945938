/** The timer of breaks on its page. Off means off: nothing runs when it was turned off or the page is closed. */

import { begin, look } from "./sitting.js";

const LOOK_MS = 1000;
const SPARE_MS = 60_000; // a hidden page is woken once a minute; that is no break
const TITLE = document.title;

/** @template {HTMLElement} T @param {string} id @returns {T} */
const $ = (id) => /** @type {any} */ (document.getElementById(id));
const data = JSON.parse($("breaks-data").textContent ?? "");
const every = /** @type {HTMLSelectElement} */ ($("every"));
const note = /** @type {HTMLInputElement} */ ($("note"));

/** @type {import("./sitting.js").Sitting|null} */
let sitting = null;
let turn = 0;
let touched = Date.now();
/** @type {number|undefined} */
let timer;
/** @type {Notification|null} */
let shown = null;
/** @type {any} */
let idleDetector = null;

$("timer").hidden = false;
$("on").addEventListener("click", turnOn);
$("off").addEventListener("click", turnOff);
$("done").addEventListener("click", () => restart("Good. The next one comes in a while."));
$("later").addEventListener("click", later);
note.addEventListener("change", askForNotes);
every.addEventListener("change", () => sitting && show());
for (const kind of ["pointermove", "pointerdown", "keydown", "scroll"]) {
  addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
}
$("idle-words").textContent = "IdleDetector" in globalThis
  ? "Ask for the note of the browser, and it may also tell when you are away."
  : "This browser does not tell when you are away. Tap “I have moved” when you come back.";

async function turnOn() {
  await watchIdle();
  restart("On.");
  clearInterval(timer);
  timer = setInterval(tick, LOOK_MS);
  $("on").hidden = true;
  $("off").hidden = false;
  $("off").focus();
}

function turnOff() {
  clearInterval(timer);
  sitting = null;
  quiet();
  $("on").hidden = false;
  $("off").hidden = true;
  $("state").textContent = "Off";
  $("left").textContent = "";
  $("live").textContent = "Off.";
  $("on").focus();
}

/** @param {string} words */
function restart(words) {
  sitting = begin(Date.now(), sitting?.breaks ?? 0);
  quiet();
  $("live").textContent = words;
  show();
}

function later() {
  const now = Date.now();
  if (sitting) sitting = { ...sitting, seen: now, called: now, calls: 1 };
  quiet();
  show();
}

function tick() {
  if (!sitting) return;
  const [next, isDue] = look(sitting, Date.now(), idleMs(), wishes());
  sitting = next;
  if (isDue) call();
  show();
}

function wishes() {
  const natural = Math.max(data.natural_s * 1000, LOOK_MS + SPARE_MS);
  return { every: Number(every.value) * 1000, natural, again: data.again_s * 1000 };
}

/** Return how long nothing was touched, where the browser tells; null where it does not. */
function idleMs() {
  if (!idleDetector) return null;
  return idleDetector.userState === "idle" || idleDetector.screenState === "locked" ? data.natural_s * 1000 : 0;
}

function show() {
  if (!sitting) return;
  const { since, called, calls } = sitting;
  const target = called === null ? since + wishes().every : called + (calls < 2 ? wishes().again : wishes().every);
  const left = Math.max(0, Math.round((target - Date.now()) / 1000));
  $("state").textContent = $("due").hidden ? "Next break in" : "Now";
  $("left").textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
}

function call() {
  const one = data.breaks[turn % data.breaks.length];
  turn += 1;
  const { move } = one;
  const way = move?.detail ? `, ${move.detail}` : "";
  const words = move ? `${move.name}${way}: ${move.words}` : one.rest;
  $("due-move").textContent = words;
  $("due-rest").textContent = move ? `Then: ${one.rest}` : "";
  $("due-steps").replaceChildren(...(move?.steps ?? []).map(asItem));
  figure(move ? data.figures[move.id] : null);
  $("due").hidden = false;
  document.title = `Time to move · ${TITLE}`;
  $("live").textContent = `Time to move. ${words}`;
  if (note.checked && Notification.permission === "granted") {
    shown = new Notification("Time to move", { body: words, tag: "loosen-break", icon: "/static/icon.svg" });
  }
}

/** @param {{moving: string, still: string, alt: string}|null|undefined} found */
function figure(found) {
  $("due-figure").hidden = !found;
  if (!found) return;
  /** @type {HTMLSourceElement} */ ($("due-still")).srcset = found.still;
  const image = /** @type {HTMLImageElement} */ ($("due-image"));
  image.src = found.moving;
  image.alt = found.alt;
}

function quiet() {
  $("due").hidden = true;
  document.title = TITLE;
  shown?.close();
  shown = null;
}

async function askForNotes() {
  if (!note.checked) return;
  if (!("Notification" in globalThis) || !isSecureContext) {
    note.checked = false;
    $("note-words").textContent = "This browser shows no notes here. The page itself tells you.";
  } else if (await Notification.requestPermission() !== "granted") {
    note.checked = false;
    $("note-words").textContent = "Notes are not allowed for this page. Allow them in the browser’s settings.";
  }
}

/** Let the browser tell when nobody is there, where it can and may. */
async function watchIdle() {
  const Detector = /** @type {any} */ (globalThis).IdleDetector;
  if (!Detector || !note.checked || idleDetector) return;
  try {
    if (await Detector.requestPermission() !== "granted") return;
    const found = new Detector();
    await found.start({ threshold: Math.max(60_000, data.natural_s * 1000) });
    idleDetector = found;
    $("idle-words").textContent = "Being away for 2 minutes counts as a break.";
  } catch {
    idleDetector = null; // not allowed here: breaks go by the time since the last one
  }
}

/** @param {string} words */
function asItem(words) {
  const item = document.createElement("li");
  item.textContent = words;
  return item;
}
