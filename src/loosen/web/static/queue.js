/** What was done here and not yet sent: each entry with an id of its own, so that sending it twice counts once. */

import { dayOf, newId, shifted, written } from "./clock.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./store.js").Entry} Entry */
/** @typedef {{sent: number, left: number, refused: number, notes: string[], problem: string}} Sent */

const ADDRESS = "/api/v1/me/events";
const MOST_ENTRIES = 50;
/** The server takes 64 kB at once. */
const MOST_BYTES = 40_000;
const AWAY = "The server does not answer. What you entered is kept here and is sent later.";

/**
 * Put something into the queue.
 * @param {Store} store
 * @param {string} who
 * @param {string} kind
 * @param {Record<string, any>} body
 * @param {{daysAgo?: number, id?: string, at?: number}} when For which day: 0 is today. The id, and when it was, where they are known already.
 * @returns {Promise<Entry>}
 */
export async function note(store, who, kind, body, { daysAgo = 0, id, at = Date.now() } = {}) {
  const heard = await store.get("heard");
  const entry = {
    id: id ?? newId(at), who, kind, day: shifted(dayOf(at), -daysAgo), at: written(at), after: heard?.server ?? "", body,
  };
  await store.add(entry);
  return entry;
}

/** Send what is in the queue of a person, once at a time in all tabs. @param {Store} store @param {string} who @returns {Promise<Sent>} */
export async function send(store, who) {
  const work = () => sendAll(store, who);
  return navigator.locks ? navigator.locks.request("loosen-queue", work) : work();
}

/** @param {Store} store @param {string} who @returns {Promise<Sent>} */
async function sendAll(store, who) {
  await store.settle();
  /** @type {Sent} */
  const result = { sent: 0, left: 0, refused: 0, notes: [], problem: "" };
  const mine = (await store.queue()).filter((entry) => entry.who === who);
  const waiting = mine.filter((entry) => !entry.refused);
  for (const batch of batches(waiting)) {
    result.problem = await sendBatch(store, who, batch, result);
    if (result.problem) break;
  }
  result.left = waiting.length - result.sent - result.refused;
  result.refused += mine.length - waiting.length;
  return result;
}

/** @param {Store} store @param {string} who @param {Entry[]} batch @param {Sent} result @returns {Promise<string>} What went wrong. */
async function sendBatch(store, who, batch, result) {
  let answer;
  try {
    const entries = batch.map(({ id, kind, day, at, after, body }) => ({ id, kind, day, at, after, body }));
    const body = JSON.stringify({ who, sent_at: written(Date.now()), entries });
    answer = await fetch(ADDRESS, { method: "POST", headers: { "Content-Type": "application/json" }, body });
  } catch {
    return AWAY;
  }
  if (!answer.ok) return `${await wordsOf(answer)} What you entered is kept here.`;
  const { now, results } = await answer.json();
  await store.put("heard", { server: now, device: Date.now() });
  for (const { id, status, why, note: words, for_good: isFinal } of results) {
    const entry = batch.find((one) => one.id === id);
    if (!entry) continue;
    if (status === "refused") {
      result.refused += 1;
      await store.replace({ ...entry, refused: why, isFinal });
    } else {
      result.sent += 1;
      if (words) result.notes.push(words);
      await store.remove(entry);
    }
  }
  return "";
}

/** Cut the entries into pieces that the server takes. @param {Entry[]} entries @returns {Entry[][]} */
function batches(entries) {
  /** @type {Entry[][]} */
  const found = [];
  let bytes = MOST_BYTES;
  for (const entry of entries) {
    const size = JSON.stringify(entry).length;
    if (bytes + size > MOST_BYTES || found[found.length - 1].length >= MOST_ENTRIES) {
      found.push([]);
      bytes = 0;
    }
    found[found.length - 1].push(entry);
    bytes += size;
  }
  return found;
}

/** @param {Response} answer */
async function wordsOf(answer) {
  try {
    const { error } = await answer.json();
    return `${error.title} ${error.detail}`.trim();
  } catch {
    return `The server could not take it (${answer.status}).`;
  }
}
