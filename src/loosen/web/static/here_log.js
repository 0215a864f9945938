/** How it is, written down on this device. */

import { dayOf, daysBetween, nowOf, shifted } from "./clock.js";
import { byId, fill, goOnAt, inWords, make, scale, yesOrNo } from "./dom.js";
import { nothing, withDay } from "./day.js";
import { note } from "./queue.js";

/** @typedef {import("./here.js").Here} Here */
/** @typedef {{path: string, fields: [string, string][], at?: number}} Draft What was sent to a server that did not answer. */

const NUMBERS = ["pain_now", "pain_worst", "sleep", "mood", "morning_change", "global_change"];
const YES_OR_NO = ["medicine", "flare", "muscle_soreness"];
const ACTIVITY = "activity.";
const OVER = "over";
const MOST_MINUTES = 1440;
/** What only the server asks, in words. @type {Record<string, string>} */
const ALSO = {
  area: "It hurts here", morning_change: "Pain this morning, next to before your last bout", global_change: "Better or worse since the start",
  muscle_soreness: "Only dull, used muscles",
};
const SAME_PLACES = "It hurts in the same places as last time. This cannot be kept here: tick it again when the server answers.";

/** @param {Here} here */
export async function showLog(here) {
  if (!here.who) {
    fill("view-log", make("p", { className: "lead" }, "There is nobody to write for yet. Open Loosen once while its server runs."));
    return;
  }
  const draft = await draftKept(here);
  const form = make("form", { className: "screen", noValidate: true },
    make("p", { className: "help" }, "Fill in what you know. The rest can stay empty."),
    daysToChoose(here, draft ? await agoOf(here, draft) : 0),
    scale("pain_now", "Pain now, from 0 to 10"),
    scale("pain_worst", "Worst pain of the day, from 0 to 10"),
    make("fieldset", { className: "field" }, make("legend", {}, "Minutes walked"),
      make("label", { className: "exact" }, make("span", { className: "hidden" }, "Minutes walked"),
        make("input", { type: "text", inputMode: "numeric", autocomplete: "off", name: "minutes_walked", size: 5 }), " minutes")),
    yesOrNo("medicine", "Did you take medicine for the pain?"),
    yesOrNo("flare", "Is it a flare: clearly worse than in the days before?"),
    scale("sleep", "How was the night?", ["very bad", "very good"]),
    scale("mood", "How is your mood?", ["very low", "very good"]),
    draft && alsoFilledIn(here, draft),
    make("p", { className: "problem", id: "log-problem", "role": "alert" }),
    make("div", { className: "go" }, make("button", { className: "primary" }, "Save")));
  fill("view-log", form);
  if (draft) takeUp(here, form, draft);
  form.addEventListener("submit", (/** @type {Event} */ event) => { event.preventDefault(); void save(here, form); });
}

/** @param {Here} here @returns {Promise<Draft | null>} */
async function draftKept(here) {
  const draft = await here.store.get("draft");
  return draft?.path === "/log" ? draft : null;
}

/** Return how many days ago the day of a draft was; one without a day is of the day on which it was sent. @param {Here} here @param {Draft} draft */
async function agoOf(here, draft) {
  const sent = draft.at === undefined ? here.clock.today : dayOf(nowOf(await here.store.get("heard"), draft.at));
  const day = draft.fields.find(([name, value]) => name === "day" && value)?.[1] ?? sent;
  return Math.max(0, daysBetween(day, here.clock.today) || 0);
}

/** @param {Here} here @param {number} chosen How many days ago. */
function daysToChoose(here, chosen) {
  const days = [[0, "Today"], [1, "Yesterday"]];
  if (chosen > 1) days.push([chosen, inWords(shifted(here.clock.today, -chosen))]);
  const options = days.map(([ago, label]) => make("label", { className: "option" },
    make("input", { type: "radio", name: "ago", value: String(ago), checked: ago === chosen }), make("span", {}, String(label))));
  return make("fieldset", { className: "field" }, make("legend", {}, "Which day?"),
    make("div", { className: `options ${days.length > 2 ? "options-three" : "options-two"}` }, ...options));
}

/** Show what this page does not ask; it is saved with the rest. @param {Here} here @param {Draft} draft */
function alsoFilledIn(here, draft) {
  const lines = draft.fields.filter(([, value]) => value).map(([name, value]) => {
    const kept = make("input", { type: "hidden", name, value });
    if (name === "areas_same") return make("li", {}, SAME_PLACES);
    if (name === "flare" && value === OVER) return make("li", {}, "The flare is over", kept);
    if (name.startsWith(ACTIVITY)) return make("li", {}, `${plain(name.slice(ACTIVITY.length))}: ${value} of 10`, kept);
    return ALSO[name] && make("li", {}, `${ALSO[name]}: ${name === "area" ? plain(value) : value}`, kept);
  }).filter(Boolean);
  const away = make("button", { type: "button", className: "button" }, "Begin with an empty page");
  away.addEventListener("click", async () => {
    await here.store.put("draft", null);
    await showLog(here);
    here.say("");
    byId("title").focus();
  });
  return make("div", { className: "field", id: "log-also" },
    lines.length > 0 && make("p", {}, "You filled in this, too:"), lines.length > 0 && make("ul", {}, ...lines), make("p", {}, away));
}

/** Fill in what was sent to a server that did not answer. @param {Here} here @param {HTMLFormElement} form @param {Draft} draft */
function takeUp(here, form, draft) {
  for (const [name, value] of draft.fields) {
    for (const input of form.querySelectorAll("input")) {
      if (input.name !== name || input.type === "hidden") continue;
      if (input.type === "radio") input.checked = input.checked || input.value === value;
      else input.value = value;
    }
  }
  here.say("What you sent did not arrive: the server does not answer. It stands here again. Look at it and press Save.");
}

/** @param {Here} here @param {HTMLFormElement} form */
async function save(here, form) {
  const sent = new FormData(form);
  const { log, problem } = read(sent);
  byId("log-problem").textContent = problem;
  if (problem) return;
  const ago = Number(sent.get("ago"));
  await note(here.store, here.who, "day", { log }, { daysAgo: ago });
  if (await draftKept(here)) await here.store.put("draft", null);
  if (ago === 0) await remember(here, log);
  fill("view-log",
    make("p", { className: "lead" }, "Written down. It is kept here and is sent when the server answers."),
    make("p", { className: "row" }, make("a", { className: "button", href: "#today" }, "To today"), make("a", { className: "button", href: "#home" }, "Back")));
  here.say("");
  goOnAt("view-log");
  scrollTo(0, 0);
}

/** @param {FormData} sent @returns {{log: Record<string, any>, problem: string}} */
function read(sent) {
  /** @type {Record<string, any>} */
  const log = {};
  for (const name of NUMBERS) if (sent.get(name)) log[name] = Number(sent.get(name));
  for (const name of YES_OR_NO) if (sent.get(name)) log[name] = sent.get(name) === "yes";
  if (sent.getAll("flare").includes(OVER)) Object.assign(log, sent.get("flare") === "yes" ? { flare: true } : { flare: false, flare_over: true });
  if (sent.has("area")) log.areas = sent.getAll("area");
  const scores = [...sent].filter(([name]) => name.startsWith(ACTIVITY)).map(([name, value]) => [name.slice(ACTIVITY.length), Number(value)]);
  if (scores.length) log.activities = Object.fromEntries(scores);
  const walked = String(sent.get("minutes_walked") ?? "").trim();
  if (walked && !(/^\d+$/.test(walked) && Number(walked) <= MOST_MINUTES)) {
    return { log, problem: "Minutes walked: give a whole number from 0 to 1440." };
  }
  if (walked) log.minutes_walked = Number(walked);
  return { log, problem: Object.keys(log).length ? "" : "Nothing was filled in. Fill in what you know." };
}

/** Let today's plan know. @param {Here} here @param {Record<string, any>} log */
async function remember(here, log) {
  const { today } = here.clock;
  const known = here.done.days[today] ?? nothing();
  const pains = log.pain_now === undefined ? known.pains : [...known.pains, log.pain_now];
  await here.keep(withDay(here.done, today, { pains, flare: log.flare ?? known.flare }));
}

/** @param {string} id */
function plain(id) {
  return id.replaceAll("-", " ");
}
