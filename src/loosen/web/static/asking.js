/** A screen of the safety check as a form, as the server would show it, and what comes back from it. */

import { make } from "./dom.js";
import { UNSURE } from "./logic.js";

/** @typedef {import("./logic.js").Question} Question */
/** @typedef {import("./logic.js").Facts} Facts */
/** @typedef {import("./rules.js").ScreenToAsk} ScreenToAsk */

/**
 * Return the form of a screen.
 * @param {ScreenToAsk} ask
 * @param {{isAgain: boolean, hasBack: boolean}} how
 * @returns {HTMLFormElement}
 */
export function formOf(ask, how) {
  const every = ask.lines.flatMap((line) => [...line.questions, ...line.nested]);
  const whys = every.filter((q) => q.clarifies === null && q.under.length === 0);
  const isTicks = ask.lines.every((line) => line.questions.every((q) => q.type === "answer"));
  const next = isTicks
    ? [make("span", { className: "when-none" }, "None of these"), make("span", { className: "when-some" }, "Next")] : [make("span", {}, "Next")];
  return make("form", { className: "screen", noValidate: true },
    make("div", { className: "screen-head" },
      make("p", { className: "step", id: "step" }, `Step ${ask.step} of at most ${ask.steps}`),
      make("progress", { className: "bar", max: ask.steps, value: ask.step, "aria-labelledby": "step" }),
      make("h2", { id: "ask-title", tabIndex: -1, className: "big" }, ask.screen.title),
      ask.screen.help && make("p", { className: "help" }, ask.screen.help)),
    how.isAgain && make("p", { className: "reminder", "role": "status" }, "These still need an answer."),
    make("p", { className: "problem", id: "ask-problem", "role": "alert" }),
    ...ask.lines.map((line) => lineOf(line, ask)),
    make("details", { className: "why-asked" }, make("summary", {}, "Why we ask these"),
      make("dl", {}, ...whys.map((q) => make("div", {}, make("dt", {}, q.ask), make("dd", {}, q.why))))),
    make("div", { className: "go" },
      make("button", { type: "button", className: "back", id: "ask-back", hidden: !how.hasBack }, "Back"),
      make("button", { className: "primary" }, ...next)));
}

/**
 * Return the answers of a form. A yes-or-no question that was shown and left alone is an explicit no; a number or
 * choice that was left alone stays unanswered.
 * @param {ScreenToAsk} ask
 * @param {HTMLFormElement} form
 * @returns {{facts: Facts, problem: string}}
 */
export function answersOf(ask, form) {
  const sent = new FormData(form);
  /** @type {Facts} */
  const facts = {};
  let problem = "";
  /** @param {Question} question */
  const take = (question) => {
    const value = valueOf(question, sent);
    if (typeof value === "object") problem ||= `${question.ask} ${value.problem}`;
    else if (value !== undefined) facts[question.id] = value;
  };
  ask.lines.forEach((line) => line.questions.forEach(take));
  const nested = ask.lines.flatMap((line) => line.nested);
  for (const question of [...nested.filter((q) => q.clarifies !== null), ...nested.filter((q) => q.clarifies === null)]) {
    if (isUp(question, facts)) take(question);
  }
  return { facts, problem };
}

/** @param {{title: string, questions: Question[], nested: Question[]}} line @param {ScreenToAsk} ask */
function lineOf(line, ask) {
  const ticks = line.questions.filter((q) => q.type === "answer" && q.clarifies === null);
  const others = line.questions.filter((q) => !ticks.includes(q));
  const group = ticks.length > 0 && make("fieldset", { className: "ticks", "data-nest": ticks.length === 1 ? ticks[0].id : undefined },
    make("legend", {}, line.title), ...ticks.flatMap((q) => [tick(q), ...nestsAfter(q, ask)]));
  return make("section", { className: "line" }, group, ...others.flatMap((q) => [field(q), ...nestsAfter(q, ask)]));
}

/** Return the follow-ups that stand after a question: after the last of those that bring them up. @param {Question} question @param {ScreenToAsk} ask */
function nestsAfter(question, ask) {
  const shown = ask.lines.flatMap((line) => line.questions).map((q) => q.id);
  const nested = ask.lines.flatMap((line) => line.nested).filter((q) => {
    const parents = (q.under.length ? q.under : [String(q.clarifies)]).filter((name) => shown.includes(name));
    return parents.length > 0 && parents.reduce((a, b) => (shown.indexOf(a) > shown.indexOf(b) ? a : b)) === question.id;
  });
  return nested.map((q) => make("div", { className: "nest", "data-nest": q.id },
    q.clarifies === null && q.type === "answer" ? tick(q) : field(q)));
}

/** @param {Question} q */
function tick(q) {
  return make("div", { className: "item", "data-nest": q.id },
    make("label", { className: "yes" }, make("input", { type: "checkbox", name: q.id, value: "yes" }), make("span", {}, q.short)),
    q.unsure && make("label", { className: "unsure" },
      make("input", { type: "checkbox", name: `${q.id}.unsure`, value: "yes" }),
      make("span", {}, "Not sure", make("span", { className: "hidden" }, `: ${q.short}`))));
}

/** @param {Question} q */
function field(q) {
  /** @type {[string, string][]} */
  const options = q.clarifies !== null ? [["yes", "Yes"], ["no", "No"], [UNSURE, "Still not sure"]] : q.options;
  const size = options.length > 10 ? " options-scale" : options.length > 6 ? " options-grid" : "";
  const isTyped = q.type === "number" && (!q.options.length || Number(q.maximum) > 10);
  return make("fieldset", { className: "field", "data-nest": q.id }, make("legend", {}, q.ask),
    options.length > 0 && make("div", { className: `options${size}` }, ...options.map(([value, label]) => make("label", { className: "option" },
      make("input", { type: "radio", name: q.id, value }), make("span", {}, label)))),
    isTyped && make("label", { className: "exact" },
      make("span", { className: q.options.length ? "" : "hidden" }, q.options.length ? `Or the exact number of ${q.unit}` : q.ask),
      make("input", { type: "text", inputMode: "decimal", autocomplete: "off", name: `${q.id}.exact`, size: 5 }), ` ${q.unit ?? ""}`));
}

/** @param {Question} question @param {Facts} facts */
function isUp(question, facts) {
  if (question.clarifies !== null) return facts[question.clarifies] === UNSURE;
  return question.under.some((parent) => (facts[parent] === UNSURE ? facts[`${parent}-clarified`] !== false : facts[parent] === true));
}

/** @param {Question} q @param {FormData} sent @returns {import("./logic.js").Value | undefined | {problem: string}} */
function valueOf(q, sent) {
  const value = String(sent.get(q.id) ?? "");
  if (q.clarifies !== null) return value ? { yes: true, no: false }[value] ?? UNSURE : undefined;
  if (q.type === "answer") return value === "yes" ? true : sent.has(`${q.id}.unsure`) ? UNSURE : false;
  if (q.type !== "number") return value || undefined;
  const typed = String(sent.get(`${q.id}.exact`) ?? "").trim().replace(",", ".") || value;
  if (!typed) return undefined;
  const number = Number(typed);
  const isIn = Number.isFinite(number) && number >= Number(q.minimum) && number <= Number(q.maximum);
  return isIn ? number : { problem: `Give a number from ${q.minimum} to ${q.maximum}.` };
}
