/**
 * The stop signs of a bout: each goes into the queue when it is told, so that it outlasts the page, the bout and a
 * server that is away. Its id is made then and never again, so that the server takes it once.
 */

import { dayOf, newId, nowOf } from "./clock.js";
import { read, write } from "./cues.js";
import { afterSign, nothingDone } from "./day.js";
import { note, send } from "./queue.js";
import { instead } from "./source.js";
import { openStore } from "./store.js";

/** @typedef {import("./source.js").Sign} Sign */
/** @typedef {{id: string, at: number, isQueued: boolean}} One When a sign was told, and under which id it is sent. */
/** @typedef {{who: string, bout: string, signs: Record<string, One>}} Kept */

const KEPT_UNDER = "loosen.bout.";
const TOLD = ".told";
const AGAIN_MS = 60_000;

/** Return where the browser remembers a bout. @param {string} bout */
export function keptUnder(bout) {
  return KEPT_UNDER + bout;
}

/** What was told of one bout. */
export class Told {
  /** @param {string} bout @param {Sign[]} signs @param {string} who */
  constructor(bout, signs, who) {
    this.bout = keptUnder(bout);
    this.place = this.bout + TOLD;
    this.signs = signs;
    /** @type {Kept} */
    this.kept = read(this.place, null) ?? { who, bout, signs: {} };
    this.queued = Promise.resolve();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.later = undefined;
    addEventListener("online", () => void this.send());
  }

  /** The signs that were told. */
  get names() {
    return Object.keys(this.kept.signs);
  }

  /** Put signs into the queue, each once. @param {string[]} names @param {number} at */
  async tell(names, at) {
    for (const name of names) this.kept.signs[name] ??= { id: newId(at), at, isQueued: false };
    if (names.length) write(this.place, this.kept);
    this.queued = this.queued.then(() => this.queue(this.place, this.kept));
    await this.queued;
  }

  /** Go on where a page was cut off, and let go of other bouts once their signs are in the queue. @param {string[]} names @param {number} at */
  async takeUp(names, at) {
    const others = placesKept().filter((place) => !place.startsWith(this.bout));
    const told = others.filter((place) => place.endsWith(TOLD)).map((place) => [place, read(place, null)]);
    for (const [place, kept] of told) if (kept) await this.queue(place, kept);
    const isSafe = told.every(([, kept]) => !kept || Object.values(kept.signs).every((/** @type {One} */ one) => one.isQueued));
    if (isSafe) others.forEach((place) => write(place, null));
    await this.tell(names, at);
    if (told.length || names.length) await this.send();
  }

  /** Send what waits; where the server does not answer, again and again. */
  async send() {
    clearTimeout(this.later);
    const { left } = await send(await openStore(), this.kept.who);
    if (left) this.later = setTimeout(() => void this.send(), AGAIN_MS);
  }

  /** Take out of the queue what has arrived with the end of the bout, and let go of the bout. @param {string[]} names */
  async arrived(names) {
    await this.queued;
    const store = await openStore();
    const ids = names.map((name) => this.kept.signs[name]?.id);
    for (const entry of await store.queue()) if (ids.includes(entry.id)) await store.remove(entry);
    write(this.place, null);
  }

  /** @param {string} place @param {Kept} kept */
  async queue(place, kept) {
    const store = await openStore();
    for (const [name, one] of Object.entries(kept.signs).filter(([, { isQueued }]) => !isQueued)) {
      await note(store, kept.who, "signs", { signs: [name], bout: kept.bout }, one);
      one.isQueued = !store.trouble; // else it is held by this tab only
      write(place, kept);
      const sign = this.signs.find(({ id }) => id === name);
      if (sign && kept.who === this.kept.who) await heed(store, sign, one.at);
    }
  }
}

/** Let the days that are kept here know of a sign. @param {import("./store.js").Store} store @param {Sign} sign @param {number} at */
async function heed(store, sign, at) {
  if (instead.heed) return instead.heed(sign);
  const day = dayOf(nowOf(await store.get("heard"), at));
  await store.put("here", afterSign((await store.get("here")) ?? nothingDone(), day, sign));
  if (sign.opens_check) await store.put("check", null);
  return undefined;
}

/** @returns {string[]} */
function placesKept() {
  try {
    return Object.keys(localStorage).filter((place) => place.startsWith(KEPT_UNDER));
  } catch {
    return []; // a browser that remembers nothing has nothing to let go of
  }
}
