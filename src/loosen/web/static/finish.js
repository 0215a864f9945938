/** The end of a bout: the form filled in from what was done, and sent so that nothing is lost or counted twice. */

import { doneItems } from "./machine.js";
import { instead } from "./source.js";

/** @typedef {import("./machine.js").State} State */

const OFFLINE = "It could not be sent: the server does not answer. What you filled in is kept here. Try again. "
  + "A stop sign is sent by itself as soon as the server answers.";

/** Return an id that nobody else makes. @returns {string} */
export function newId() {
  if (globalThis.crypto?.randomUUID) return crypto.randomUUID(); // only there on https and on this machine
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * Fill in what the player knows. What the person has changed in the form stays.
 * @param {HTMLFormElement} form
 * @param {State} state
 * @param {{id: string}[]} items
 */
export function fillIn(form, state, items) {
  const done = doneItems(state);
  field(form, "event").value = state.event;
  field(form, "seconds").value = String(Math.round(state.worked / 1000));
  items.forEach(({ id }, index) => {
    const value = state.stopped.includes(index) ? "stopped" : done.includes(index) ? "done" : "left";
    for (const radio of inputs(form, `item.${id}`)) radio.checked = radio.value === value;
  });
  for (const box of inputs(form, "sign")) box.checked = state.signs.includes(box.value);
}

/**
 * Return what a person has chosen in the form, to be kept until it is sent.
 * @param {HTMLFormElement} form
 * @returns {string[][]}
 */
export function chosen(form) {
  return [...new FormData(form)].map(([name, value]) => [name, String(value)]);
}

/** Return the stop signs that are ticked. @param {HTMLFormElement} form */
export function signsIn(form) {
  return new FormData(form).getAll("sign").map(String);
}

/** Choose again what was kept. @param {HTMLFormElement} form @param {string[][]} kept */
export function choose(form, kept) {
  for (const input of form.querySelectorAll("input")) {
    if (input.type === "hidden") continue;
    input.checked = kept.some(([name, value]) => name === input.name && value === input.value);
  }
}

/**
 * Send the form.
 * @param {HTMLFormElement} form
 * @param {string[]} told Stop signs that were told before.
 * @returns {Promise<{to: string} | {problem: string}>} Where to go on, or what went wrong.
 */
export async function send(form, told) {
  if (instead.finish) return instead.finish(chosen(form), told);
  const body = new URLSearchParams(/** @type {any} */ (chosen(form)));
  try {
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true });
    if (answer.ok) return { to: answer.url };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const words = page.querySelector("main [role=alert], main h1")?.textContent ?? `(${answer.status})`;
    return { problem: `It was not saved. ${words.trim()} What you filled in is kept here.` };
  } catch {
    return { problem: OFFLINE };
  }
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLInputElement} */
function field(form, name) {
  return inputs(form, name)[0];
}

/** @param {HTMLFormElement} form @param {string} name @returns {HTMLInputElement[]} */
function inputs(form, name) {
  return [...form.querySelectorAll("input")].filter((input) => input.name === name);
}
