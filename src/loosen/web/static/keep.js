/** Brings this browser and the server up to date: sends what waits, fetches the coming days, lets go of others'. */

import { nothingDone } from "./day.js";
import { send } from "./queue.js";
import { openStore } from "./store.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {{isKept: boolean, problem: string, sent: import("./queue.js").Sent | null}} Kept */

const WEEK = "/offline/week.json";
const PATIENCE_MS = 10_000;
const LATER_MS = 8000;
const AWAY = "The server does not answer just now.";

/** Return why this browser cannot go on without the server, in words; empty where it can. @returns {string} */
export function whyNot() {
  if (navigator.serviceWorker) return "";
  const at = `http://localhost:${location.port || "80"}`;
  if (globalThis.isSecureContext) {
    return "This browser has no service worker, or it is turned off, as in some private windows. "
      + "Without it the pages need the server. Open Loosen in an ordinary window, or in another browser.";
  }
  return "This address is not secure (http), so the browser may not keep the pages. Without that they need the server. "
    + `On the machine that runs Loosen, open ${at} instead. From other devices, put https before it: `
    + "the manual says how, under “Self-hosting”.";
}

/** Do all of it for the person of this page. @param {string} who @param {boolean} isForgotten */
export async function keepUpToDate(who, isForgotten = false) {
  tellWhyNot();
  const worker = await register();
  const store = await openStore();
  const owner = await store.get("who");
  if (isForgotten || (owner && owner !== who)) await letGo(store, worker, isForgotten);
  if (!who) return;
  if (owner !== who) await store.put("who", who);
  if (await sendWaiting(store, who)) return;
  if (await isNew(store)) await later(() => fetchWeek(store, who));
}

/** Say it where a page has room for it. */
function tellWhyNot() {
  const place = document.getElementById("cannot");
  if (!place) return;
  place.textContent = whyNot();
  place.hidden = !place.textContent;
}

/** Send what waits, then fetch the coming days. @param {Store} store @param {string} who @returns {Promise<Kept>} */
export async function bringUpToDate(store, who) {
  const isWaiting = (await store.queue()).some((entry) => entry.who === who && !entry.refused);
  const sent = isWaiting ? await send(store, who) : null;
  if (sent?.problem) return { isKept: false, problem: sent.problem, sent };
  return { ...(await fetchWeek(store, who)), sent };
}

/** Send what waits, and then at once fetch the days that follow from it. @param {Store} store @param {string} who @returns {Promise<boolean>} Whether anything waited. */
async function sendWaiting(store, who) {
  const isWaiting = (await store.queue()).some((entry) => entry.who === who && !entry.refused);
  if (isWaiting) await bringUpToDate(store, who);
  return isWaiting;
}

/** Ask whether there are other days to be kept. Where no plan is allowed any more, the old ones go at once. @param {Store} store */
async function isNew(store) {
  try {
    const answer = await fetch(`${WEEK}?peek`);
    if (!answer.ok) return false;
    const { tag, allowed } = await answer.json();
    if (tag === (await store.get("tag"))) return false;
    const week = await store.get("week");
    if (week && allowed === "withheld") await store.put("week", { ...week, days: [] });
    return true;
  } catch {
    return false;
  }
}

/** Wait until the person stays on a page or leaves it: the days take the server a moment to work out. @param {() => Promise<unknown>} call */
async function later(call) {
  await new Promise((resolve) => {
    setTimeout(resolve, LATER_MS);
    document.addEventListener("visibilitychange", resolve, { once: true });
  });
  await call();
}

/** @param {Store} store @param {string} who @returns {Promise<{isKept: boolean, problem: string}>} */
async function fetchWeek(store, who) {
  const tag = await store.get("tag");
  try {
    const answer = await fetch(WEEK, { headers: tag ? { "If-None-Match": tag } : {} });
    const now = answer.headers.get("Loosen-Now");
    if (now) await store.put("heard", { server: now, device: Date.now() });
    if (answer.status === 304) return { isKept: true, problem: "" };
    if (!answer.ok) return { isKept: false, problem: AWAY };
    const week = await answer.json();
    if (week.who !== who) return { isKept: false, problem: "Another person has opened Loosen in this browser." };
    await store.put("week", week);
    await takeOver(store, who, week);
    await store.put("seen", 0);
    await store.put("tag", answer.headers.get("ETag"));
    await tell({ type: "keep", figures: week.figures });
    await tell({ type: "renew" });
    return { isKept: true, problem: "" };
  } catch {
    return { isKept: false, problem: AWAY };
  }
}

/**
 * Let the new days take the place of what was done here, once the server has heard all of it. A check that was begun
 * here stays to be finished, unless the server has another one by now.
 * @param {Store} store @param {string} who @param {import("./day.js").Week} week
 */
async function takeOver(store, who, week) {
  if ((await store.queue()).some((entry) => entry.who === who && !entry.refused)) return;
  const check = await store.get("check");
  const isBegun = check && !check.isSent;
  const isOpen = isBegun && check.beside === week.holds_until;
  await store.put("here", isOpen ? { ...nothingDone(), mustCheck: true } : null);
  if (isBegun && !isOpen && week.days.length) await store.put("check", null); // the server's is finished
}

/** @param {Store} store @param {ServiceWorkerRegistration | null} worker @param {boolean} isForgotten */
async function letGo(store, worker, isForgotten) {
  await store.clear({ withQueue: isForgotten });
  if (worker) await tell({ type: "forget" });
}

/** @returns {Promise<ServiceWorkerRegistration | null>} */
async function register() {
  try {
    return (await navigator.serviceWorker?.register("/sw.js", { scope: "/", updateViaCache: "none" })) ?? null;
  } catch {
    return null;
  }
}

/** Hand something to the service worker, once there is one. @param {unknown} message */
export async function tell(message) {
  if (!navigator.serviceWorker) return;
  const given = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const worker = await Promise.race([navigator.serviceWorker.ready, given]);
  worker?.active?.postMessage(message);
}
