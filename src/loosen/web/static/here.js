/** The page without the server: what is shown, from the address and from what this device keeps. */

import { dayOf, nowOf, wentBack } from "./clock.js";
import { nothingDone } from "./day.js";
import { byId } from "./dom.js";
import { bringUpToDate, whyNot } from "./keep.js";
import { Rules } from "./rules.js";
import { openStore } from "./store.js";
import { showCheck } from "./here_check.js";
import { showKept } from "./here_kept.js";
import { showLog } from "./here_log.js";
import { goOn, showToday } from "./here_today.js";

/** @typedef {import("./store.js").Store} Store */
/** @typedef {import("./day.js").Week} Week */
/** @typedef {import("./day.js").Done} Done */
/**
 * @typedef {object} Here What the views share.
 * @property {Store} store
 * @property {Rules} rules
 * @property {string} who
 * @property {Week | null} week
 * @property {Done} done
 * @property {{today: string, now: number, wentBack: boolean}} clock
 * @property {(done: Done) => Promise<void>} keep Remember what was done here.
 * @property {(words: string) => void} say
 * @property {() => any} country The lines of the person's country.
 */

const VIEWS = ["home", "check", "today", "log", "kept", "bout", "emergency"];
/** So often it looks whether the server answers again. */
const AGAIN_MS = 60_000;
/** What the address of a page that could not be had stands for. @type {[string, string][]} */
const FOR_PATHS = [["/today", "today"], ["/bout", "today"], ["/now", "today"], ["/log", "log"], ["/check", "check"], ["/outcome", "check"],
  ["/emergency", "emergency"]];
/** @type {Record<string, string>} */
const TITLES = { check: "Safety check", today: "Today", log: "How is it?", kept: "What is kept here", bout: "Your bout", emergency: "Get emergency help now" };

await begin();

async function begin() {
  const store = await openStore();
  const rules = await rulesKept();
  if (!rules) return say("This device does not keep the questions yet. Open Loosen once while its server runs. The numbers below work.");
  const here = await stand(store, rules);
  const tryAgain = () => void bringUp(here);
  addEventListener("hashchange", () => void show(here).then(tryAgain));
  addEventListener("online", tryAgain);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) tryAgain(); });
  setInterval(tryAgain, AGAIN_MS);
  await show(here);
  tryAgain();
  return undefined;
}

/** @returns {Promise<Rules | null>} */
async function rulesKept() {
  try {
    const answer = await fetch(byId("here").dataset.rules);
    return answer.ok ? new Rules(await answer.json()) : null;
  } catch {
    return null;
  }
}

/** @param {Store} store @param {Rules} rules @returns {Promise<Here>} */
async function stand(store, rules) {
  const who = (await store.get("who")) ?? document.body.dataset.who ?? "";
  /** @type {Here} */
  const here = {
    store, rules, who,
    week: null,
    done: nothingDone(),
    clock: { today: "", now: 0, wentBack: false },
    keep: async (done) => { here.done = done; await store.put("here", done); },
    say,
    country: () => rules.data.countries[here.week?.country ?? "ZZ"],
  };
  await refresh(here);
  return here;
}

/** Read again what is kept and what time it is. @param {Here} here */
async function refresh(here) {
  const { store } = here;
  const week = await store.get("week");
  here.week = week?.who === here.who && week.knowledge_version === here.rules.data.knowledge_version ? week : null;
  here.done = (await store.get("here")) ?? nothingDone();
  const heard = await store.get("heard");
  const seen = (await store.get("seen")) ?? 0;
  const now = nowOf(heard);
  here.clock = { now, today: dayOf(now), wentBack: wentBack(heard, seen) };
  if (Date.now() > seen && !here.clock.wentBack) await store.put("seen", Date.now());
}

/** @param {Here} here */
async function show(here) {
  await refresh(here);
  const wanted = location.hash.slice(1) || FOR_PATHS.find(([path]) => location.pathname.startsWith(path))?.[1] || "home";
  const running = await here.store.get("running");
  const name = wanted === "hurts" ? "check" : VIEWS.includes(wanted) ? wanted : "home";
  const view = name === "bout" && !running ? "today" : name;
  for (const one of VIEWS) byId(`view-${one}`).hidden = one !== view;
  byId("title").textContent = TITLES[view] ?? "Without the server";
  document.title = `${byId("title").textContent} · Loosen`;
  byId("lines").hidden = view === "bout";
  say("");
  await tellOfDraft(here, view);
  if (view === "check") await showCheck(here, wanted === "hurts");
  else if (view === "today") await showToday(here);
  else if (view === "log") await showLog(here);
  else if (view === "kept") await showKept(here, () => bringUp(here));
  else if (view === "bout") await goOn(here, running);
  tellTrouble(here);
  if (location.hash && view !== "check") byId("title").focus();
}

/** Send and fetch where the server answers; say what came of it. @param {Here} here @returns {Promise<string>} */
async function bringUp(here) {
  if (!here.who) return "Nobody has begun a check in this browser yet.";
  const { problem, sent } = await bringUpToDate(here.store, here.who);
  await refresh(here);
  if (sent?.sent && !byId("view-kept").hidden) await showKept(here, () => bringUp(here));
  tellTrouble(here);
  const told = sent ? [...new Set(sent.notes)] : [];
  if (sent?.sent) told.unshift(`${sent.sent} ${sent.sent === 1 ? "entry was" : "entries were"} sent.`);
  if (sent?.refused) told.push(`${sent.refused} could not be taken. See what is kept here.`);
  if (told.length) say(told.join(" "));
  const waiting = (await here.store.queue()).filter((entry) => entry.who === here.who).length;
  byId("kept-line").textContent = waiting ? `${waiting} waiting to be sent` : "Plans, and what waits to be sent";
  return problem || told.join(" ") || "All is up to date.";
}

/** Say that something which was sent has not arrived; a log stands in its form until it is saved. @param {Here} here @param {string} view */
async function tellOfDraft(here, view) {
  const draft = await here.store.get("draft");
  if (!draft) return;
  if (draft.path === "/log") {
    if (view !== "log") say("What you filled in under Log did not arrive. It stands there again.");
    return;
  }
  await here.store.put("draft", null);
  say("What you sent did not arrive: the server does not answer. Do it once more here, or when it answers again.");
}

/** @param {Here} here */
function tellTrouble(here) {
  set("trouble", here.store.trouble);
  set("cannot", whyNot());
}

/** @param {string} words */
function say(words) {
  set("notice", words);
}

/** @param {string} id @param {string} words */
function set(id, words) {
  byId(id).hidden = !words;
  byId(id).textContent = words;
}
