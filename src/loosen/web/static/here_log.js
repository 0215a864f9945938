/** How it is, written down on this device. */

import { byId, fill, make, scale, yesOrNo } from "./dom.js";
import { nothing } from "./day.js";
import { note } from "./queue.js";

/** @typedef {import("./here.js").Here} Here */

const NUMBERS = ["pain_now", "pain_worst", "sleep", "mood"];
const YES_OR_NO = ["medicine", "flare"];
const MOST_MINUTES = 1440;

/** @param {Here} here */
export async function showLog(here) {
  if (!here.who) {
    fill("view-log", make("p", { className: "lead" }, "There is nobody to write for yet. Open Loosen once while its server runs."));
    return;
  }
  const days = [["0", "Today"], ["1", "Yesterday"]].map(([value, label]) => make("label", { className: "option" },
    make("input", { type: "radio", name: "ago", value, checked: value === "0" }), make("span", {}, label)));
  const form = make("form", { className: "screen", noValidate: true },
    make("p", { className: "help" }, "Fill in what you know. The rest can stay empty."),
    make("fieldset", { className: "field" }, make("legend", {}, "Which day?"), make("div", { className: "options options-two" }, ...days)),
    scale("pain_now", "Pain now, from 0 to 10"),
    scale("pain_worst", "Worst pain of the day, from 0 to 10"),
    make("fieldset", { className: "field" }, make("legend", {}, "Minutes walked"),
      make("label", { className: "exact" }, make("span", { className: "hidden" }, "Minutes walked"),
        make("input", { type: "text", inputMode: "numeric", autocomplete: "off", name: "minutes_walked", size: 5 }), " minutes")),
    yesOrNo("medicine", "Did you take medicine for the pain?"),
    yesOrNo("flare", "Is it a flare: clearly worse than in the days before?"),
    scale("sleep", "The night, from 0 (very bad) to 10 (very good)"),
    scale("mood", "Mood, from 0 (very low) to 10 (very good)"),
    make("p", { className: "problem", id: "log-problem", "role": "alert" }),
    make("div", { className: "go" }, make("button", { className: "primary" }, "Save")));
  fill("view-log", form);
  await takeDraft(here, form);
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    const { log, problem } = read(new FormData(form));
    byId("log-problem").textContent = problem;
    if (problem) return;
    const ago = Number(new FormData(form).get("ago"));
    await note(here.store, here.who, "day", { log }, ago);
    if (ago === 0) await remember(here, log);
    fill("view-log",
      make("p", { className: "lead", "role": "status" }, "Written down. It is kept here and is sent when the server answers."),
      make("p", { className: "row" }, make("a", { className: "button", href: "#today" }, "To today"), make("a", { className: "button", href: "#home" }, "Back")));
    here.say("");
    scrollTo(0, 0);
  });
}

/** @param {FormData} sent @returns {{log: Record<string, any>, problem: string}} */
function read(sent) {
  /** @type {Record<string, any>} */
  const log = {};
  for (const name of NUMBERS) if (sent.get(name) !== null) log[name] = Number(sent.get(name));
  for (const name of YES_OR_NO) if (sent.get(name) !== null) log[name] = sent.get(name) === "yes";
  const walked = String(sent.get("minutes_walked") ?? "").trim();
  if (walked && !(/^\d+$/.test(walked) && Number(walked) <= MOST_MINUTES)) {
    return { log, problem: "Minutes walked: give a whole number from 0 to 1440." };
  }
  if (walked) log.minutes_walked = Number(walked);
  return { log, problem: Object.keys(log).length ? "" : "Nothing was filled in. Fill in what you know." };
}

/** Fill in what was sent to a server that did not answer. @param {Here} here @param {HTMLFormElement} form */
async function takeDraft(here, form) {
  const draft = await here.store.get("draft");
  if (draft?.path !== "/log") return;
  for (const [name, value] of /** @type {string[][]} */ (draft.fields)) {
    for (const input of form.querySelectorAll("input")) {
      if (input.name !== name) continue;
      if (input.type === "radio") input.checked = input.checked || input.value === value;
      else input.value = value;
    }
  }
  await here.store.put("draft", null);
  here.say("What you sent did not arrive: the server does not answer. It stands here again. Look at it and press Save.");
}

/** Let today's plan know. @param {Here} here @param {Record<string, any>} log */
async function remember(here, log) {
  const known = here.done.days[here.clock.today] ?? nothing();
  const pains = log.pain_now === undefined ? known.pains : [...known.pains, log.pain_now];
  const today = { ...known, pains, flare: log.flare ?? known.flare };
  await here.keep({ ...here.done, days: { ...here.done.days, [here.clock.today]: today } });
}
