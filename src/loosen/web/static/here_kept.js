/** What this device keeps: the coming days, and what waits to be sent. */

import { byId, fill, inWords, make } from "./dom.js";

/** @typedef {import("./here.js").Here} Here */
/** @typedef {import("./store.js").Entry} Entry */

/** @type {Record<string, string>} */
const KINDS = {
  day: "How a day was", screened: "Questions before a bout", "bout-started": "A bout was begun",
  "bout-finished": "A bout was done", signs: "A stop sign", checked: "A safety check",
};

/** @param {Here} here @param {() => Promise<string>} bringUp */
export async function showKept(here, bringUp) {
  const { week, store } = here;
  const entries = (await store.queue()).filter((entry) => entry.who === here.who);
  const waiting = entries.filter((entry) => !entry.refused);
  const refused = entries.filter((entry) => entry.refused);
  const rows = [
    ["Plans", week?.days.length ? `${inWords(week.days[0].date)} to ${inWords(week.days[week.days.length - 1].date)}, with ${week.figures.length} pictures` : "None"],
    ["Safety check", week?.holds_until ? `Holds until ${inWords(week.holds_until.slice(0, 10))}` : "None"],
    ["Waiting to be sent", String(waiting.length)],
    ["Not taken by the server", String(refused.length)],
  ];
  const again = button("Send and fetch now", async () => { const words = await bringUp(); await showKept(here, bringUp); here.say(words); });
  const stay = navigator.storage?.persist && button("Ask the browser to keep it", async () => {
    const isKept = await navigator.storage.persist();
    here.say(isKept ? "The browser will not clear it by itself." : "The browser did not promise it. It may clear it when space is short.");
  });
  const away = button("Remove what is kept here", async () => {
    if (entries.length && !confirm(`${entries.length} entries are not sent yet and would be lost. Remove them?`)) return;
    await store.clear({ withQueue: true });
    navigator.serviceWorker?.controller?.postMessage({ type: "forget" });
    location.assign("/offline");
  }, "button danger");
  const pressed = byId("view-kept").contains(document.activeElement) ? document.activeElement?.textContent : null;
  fill("view-kept",
    make("dl", { className: "kept-list" }, ...rows.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)))),
    make("p", { className: "row" }, again, stay, away),
    refused.length > 0 && make("h2", {}, "Not taken"),
    make("ul", { className: "waits" }, ...refused.map((entry) => line(here, entry, bringUp))),
    waiting.length > 0 && make("h2", {}, "Waiting"),
    make("ul", { className: "waits" }, ...waiting.map((entry) => line(here, entry, bringUp))));
  if (pressed) ([again, stay, away].find((one) => one && one.textContent === pressed) ?? byId("title")).focus();
}

/** @param {Here} here @param {Entry} entry @param {() => Promise<string>} bringUp */
function line(here, entry, bringUp) {
  const done = async (/** @type {string} */ words) => { await showKept(here, bringUp); here.say(words); };
  return make("li", { className: entry.refused ? "refused" : "" },
    make("strong", {}, KINDS[entry.kind] ?? entry.kind), ` ${inWords(entry.day)}`, make("p", { className: "fine" }, wordsOf(entry.body)),
    entry.refused && make("p", {}, entry.refused),
    entry.refused && make("p", { className: "row" },
      !entry.isFinal && button("Send it again", async () => { await here.store.replace({ ...entry, refused: undefined }); await done("It waits to be sent again."); }),
      button("Let it go", async () => { await here.store.remove(entry); await done("It was let go."); })));
}

/** Return what an entry holds, short enough to be read. @param {Record<string, any>} body */
function wordsOf(body) {
  const told = Object.entries(body.log ?? body).filter(([name, value]) => typeof value !== "object" && name !== "bout");
  return told.map(([name, value]) => `${name.replaceAll("_", " ")}: ${value === true ? "yes" : value === false ? "no" : value}`).join(", ");
}

/** @param {string} words @param {() => Promise<void>} call @param {string} className */
function button(words, call, className = "button") {
  const made = make("button", { type: "button", className }, words);
  made.addEventListener("click", () => void call());
  return made;
}
