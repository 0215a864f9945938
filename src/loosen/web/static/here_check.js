/** The safety check on this device: screen after screen by the rules that are kept, then what to do. */

import { answersOf, formOf } from "./asking.js";
import { byId, fill, lines, make } from "./dom.js";
import { holdsOn } from "./day.js";
import { UNSURE } from "./logic.js";
import { note } from "./queue.js";

/** @typedef {import("./here.js").Here} Here */
/** @typedef {import("./logic.js").Facts} Facts */
/** @typedef {import("./rules.js").Result} Result */
/**
 * @typedef {object} Check
 * @property {Facts[]} trail The answers before each screen, the latest last.
 * @property {string} asked The screen that was answered last.
 * @property {boolean} isSent Whether all is answered and in the queue.
 * @property {string} [entry] The entry of the queue that holds the answers so far.
 * @property {string | null} [beside] Until when the check of the kept days holds: another time tells that the server has another one.
 */

const EMERGENCY = "E";
const KEPT_ON = "Your answers are kept here and are sent when the server answers. The plans that are kept here still hold.";
const KEPT = "Your answers are kept here and are sent when the server answers. A new plan comes from there.";

/** Begin a check: with nothing, or with what a question before a bout raised as "not sure". @param {Here} here @param {string[]} unsure */
export async function beginCheck(here, unsure = []) {
  const facts = Object.fromEntries(unsure.map((fact) => [fact, UNSURE]));
  await here.store.put("check", { trail: [facts], asked: "", isSent: false, beside: here.week?.holds_until ?? null });
  await here.keep({ ...here.done, mustCheck: true });
}

/** Go on with the check; begin one where that is wanted, or where there was none. @param {Here} here @param {boolean} isWanted */
export async function showCheck(here, isWanted = false) {
  /** @type {Check | null} */
  const check = await here.store.get("check");
  if (!check || (isWanted && check.isSent)) {
    if (!isWanted && here.week) return showBegin(here);
    await beginCheck(here);
    return showCheck(here);
  }
  const facts = check.trail[check.trail.length - 1];
  const ask = here.rules.nextScreen(facts);
  return ask ? showScreen(here, check, ask) : showOutcome(here, check, facts);
}

/** @param {Here} here */
function showBegin(here) {
  const begin = make("button", { type: "button", className: "primary" }, "Begin the check");
  begin.addEventListener("click", () => void showCheck(here, true));
  fill("view-check", make("p", { className: "lead" }, "The safety questions run on this device. They take 1 to 2 minutes."),
    make("p", {}, "A new check takes the place of the last one. Once begun, finish it: the plan waits for it."),
    make("p", { className: "next-step" }, begin));
}

/** @param {Here} here @param {Check} check @param {import("./rules.js").ScreenToAsk} ask */
function showScreen(here, check, ask) {
  const form = formOf(ask, { isAgain: check.asked === ask.screen.id, hasBack: check.trail.length > 1 });
  fill("view-check", form);
  byId("ask-title").focus();
  scrollTo(0, 0);
  byId("ask-back").addEventListener("click", async () => {
    await here.store.put("check", { ...check, trail: check.trail.slice(0, -1), asked: "" });
    await showCheck(here);
  });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const { facts, problem } = answersOf(ask, form);
    if (problem) {
      byId("ask-problem").textContent = problem;
      byId("ask-problem").scrollIntoView({ block: "center" });
      return;
    }
    const before = check.trail[check.trail.length - 1];
    const told = { ...before, ...facts };
    const entry = await queue(here, check, told);
    await here.store.put("check", { ...check, trail: [...check.trail, told], asked: ask.screen.id, isSent: false, entry });
    await showCheck(here);
  });
}

/**
 * Put the answers so far into the queue, in place of those before them: a check that is left half-way is sent as far
 * as it went, and the server then asks the rest.
 * @param {Here} here @param {Check} check @param {Facts} facts
 * @returns {Promise<string>} The entry; none where there is nobody to send it for.
 */
async function queue(here, check, facts) {
  if (!here.who) return "";
  const { id } = await note(here.store, here.who, "checked", { facts });
  const earlier = (await here.store.queue()).find((entry) => entry.id === check.entry);
  if (earlier) await here.store.remove(earlier);
  return id;
}

/** @param {Here} here @param {Check} check @param {Facts} facts */
async function showOutcome(here, check, facts) {
  if (!check.isSent) {
    if (!check.entry) await queue(here, check, facts);
    await here.store.put("check", { ...check, isSent: true });
    const mustCheck = !holdsOn(here.week, here.rules, here.clock.today, facts);
    await here.keep({ ...here.done, mustCheck, checked: facts });
  }
  const result = here.rules.triage(facts);
  const { levels } = here.rules.data;
  const words = levels[result.level];
  const top = result.because.filter(({ outcome }) => outcome.level === result.level);
  const own = top.length > 0 && top.every(({ outcome }) => outcome.do) ? top[0].outcome : null;
  const advice = [...new Set([...top.map(({ outcome }) => outcome.advice), ...(own ?? words).do])];
  const say = own ? `“${own.say} I am at …”` : words.say.length > 0 ? sayOf(here, result, words.say[0]) : "";
  const again = make("button", { type: "button", className: "button" }, "Begin a new check");
  again.addEventListener("click", async () => { await beginCheck(here); await showCheck(here); });
  const kept = here.done.mustCheck ? KEPT : KEPT_ON;
  fill("view-check",
    make("div", { className: result.level === EMERGENCY ? "alarm-card" : "outcome-card" },
      make("h2", { id: "outcome-title", tabIndex: -1, className: "big" }, words.title),
      own ? lines(here.country(), "crisis") : null,
      result.level === EMERGENCY ? lines(here.country(), "emergency") : null,
      make("p", { className: "lead" }, words.meaning),
      make("ul", { className: "do" }, ...advice.map((line) => make("li", {}, line))),
      say && make("h3", {}, "What to say"),
      say && make("p", { className: "say" }, say),
      words.worse && make("p", { className: "worse" }, words.worse),
      top.length > 0 && why(here, result)),
    make("p", { className: "reminder" }, here.who ? kept : "Nothing of this is sent to anybody."),
    make("p", { className: "row" }, !here.done.mustCheck && make("a", { className: "primary", href: "#today" }, "To today"), again, make("a", { className: "button", href: "#log" }, "Write down how it is")));
  byId("outcome-title").focus();
  scrollTo(0, 0);
}

/** Return what to say on the telephone, with what was affirmed. @param {Here} here @param {Result} result @param {string} opening */
function sayOf(here, result, opening) {
  const said = new Set(result.because.filter(({ outcome }) => outcome.level === result.level)
    .flatMap(({ outcome }) => here.rules.holding(result, outcome))
    .filter((q) => q.type === "answer" && result.reading.facts[q.id] !== false)
    .map((q) => {
      const title = here.rules.screens.find((screen) => screen.id === q.screen)?.lines.find(([id]) => id === q.line)?.[1];
      const unsure = result.reading.facts[q.id] === UNSURE ? " (not sure)" : "";
      return `${title}: ${q.short.slice(0, 1).toLowerCase()}${q.short.slice(1)}${unsure}.`;
    }));
  return `“${opening} ${[...said].join(" ")} I am at …”`;
}

/** @param {Here} here @param {Result} result */
function why(here, result) {
  const items = result.because.map(({ rule, outcome }) => make("li", {}, `${rule.title}: `,
    here.rules.holding(result, outcome).map((q) => q.ask).join(" "), make("span", { className: "fine" }, ` Rule ${rule.id}.`)));
  return make("details", { className: "why" }, make("summary", {}, "Why this came up"), make("ul", {}, ...items));
}
