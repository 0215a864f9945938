/**
 * Triage and the interview on this device, over the exported rules: the same answers as `loosen.core.triage` and
 * `loosen.core.interview` give. Nothing clinical stands here; every rule, level and word comes with the data.
 */

import { FALSE, OPEN, Reading, TRUE, UNSURE } from "./logic.js";

/** @typedef {import("./logic.js").Facts} Facts */
/** @typedef {import("./logic.js").Question} Question */
/** @typedef {import("./logic.js").Rule} Rule */
/** @typedef {import("./logic.js").Outcome} Outcome */
/** @typedef {{rule: Rule, outcome: Outcome}} Pair */
/** @typedef {{id: string, title: string, help: string | null, lines: [string, string][]}} Screen */
/** @typedef {{level: string, disposition: string, because: Pair[], askNext: string[], open: string[],
 *   unsettled: Pair[], plan: "full" | "comfort" | "withheld", reading: Reading}} Result */
/** @typedef {{screen: Screen, step: number, steps: number, lines: {title: string, questions: Question[],
 *   nested: Question[]}[]}} ScreenToAsk */

const AGE = "age";
const SELF_CARE = "G";
const NOT_ENOUGH = "N";
const [EMERGENCY, SAME_DAY, WEEK, ROUTINE] = ["E", "S", "W", "R"];

/** The exported rules, ready to be asked. */
export class Rules {
  /** @param {any} data As `/offline/rules.json` gives them. */
  constructor(data) {
    this.data = data;
    /** @type {Map<string, Question>} */
    this.questions = new Map(data.facts.map((/** @type {Question} */ fact) => [fact.id, fact]));
    /** @type {Rule[]} */
    this.rules = data.rules;
    /** @type {Record<string, number>} */
    this.rank = data.ranks;
    /** @type {Screen[]} */
    this.screens = data.screens;
  }

  /** Return the outcome for a set of answers, and why. @param {Facts} facts @returns {Result} */
  triage(facts) {
    const reading = new Reading(facts, this.questions, this.data.signs);
    const found = this.judge(facts, reading);
    const open = this.openHardFacts(facts, reading);
    const level = this.level(facts, found, open);
    return {
      level,
      disposition: this.data.dispositions[level],
      because: found.fired,
      askNext: this.askNext(facts, reading, found, open),
      open,
      unsettled: found.unsettled,
      plan: this.planState(facts, level, found, open),
      reading,
    };
  }

  /** Return the next screen of the check, or null when nothing left can change the outcome. @param {Facts} facts */
  nextScreen(facts) {
    const reading = new Reading(facts, this.questions, this.data.signs);
    const wanted = this.wanted(reading, this.judge(facts, reading));
    for (const fact of [...wanted]) {
      const { asked_if: asked } = reading.question(fact);
      if (asked !== null) reading.missingFacts(asked, wanted);
    }
    const askable = new Set([...wanted].filter((fact) => this.isAskable(reading.question(fact), facts)));
    const screen = this.screens.find((one) => [...askable].some((fact) => reading.question(fact).screen === one.id));
    if (!screen) return null;
    const shown = this.of(screen).filter((q) => askable.has(q.id)
      || (q.fit && !(q.id in facts) && reading.applies(q.id) && this.isAskable(q, facts)));
    return this.build(screen, shown);
  }

  /** Return the facts that make an outcome hold. @param {Result} result @param {Outcome} outcome @returns {Question[]} */
  holding(result, outcome) {
    return [...result.reading.holding(outcome.when, new Set())].map((fact) => result.reading.question(fact));
  }

  /** Sort every outcome of every rule by whether it holds. @param {Facts} facts @param {Reading} reading */
  judge(facts, reading) {
    /** @type {Pair[]} */
    const fired = [];
    /** @type {Pair[]} */
    const open = [];
    for (const rule of this.rules) {
      for (const outcome of rule.outcomes) {
        const value = reading.truth(outcome.when);
        if (value === TRUE) {
          fired.push({ rule, outcome });
          break;
        }
        if (value === OPEN) open.push({ rule, outcome });
      }
    }
    fired.sort((a, b) => this.rank[b.outcome.level] - this.rank[a.outcome.level] || (a.rule.id < b.rule.id ? -1 : 1));
    const told = new Reading(facts, this.questions, this.data.signs, FALSE);
    const unsettled = open.filter(({ outcome }) => outcome.level !== ROUTINE && told.truth(outcome.when) === OPEN);
    const live = open.filter(({ outcome }) => this.isUrgent(outcome) && this.isLive(outcome, reading));
    return { fired, unsettled, live, open };
  }

  /** @param {Outcome} outcome */
  isUrgent(outcome) {
    return this.rank[outcome.level] >= this.rank[SAME_DAY];
  }

  /** Return whether something affirmed could still complete an outcome. @param {Outcome} outcome @param {Reading} reading */
  isLive(outcome, reading) {
    const affirmed = [...reading.holding(outcome.when, new Set())].some((fact) => !reading.question(fact).background);
    return affirmed && reading.missingFacts(outcome.when, new Set()).size > 0;
  }

  /** Return the hard facts that are unanswered, or "not sure" without their clarifier. @param {Facts} facts @param {Reading} reading */
  openHardFacts(facts, reading) {
    return [...this.questions.values()].filter((q) => q.hard && reading.applies(q.id)
      && (!(q.id in facts) || (facts[q.id] === UNSURE && !(String(q.clarifier) in facts)))).map((q) => q.id);
  }

  /** @param {Facts} facts @param {ReturnType<Rules["judge"]>} found @param {string[]} open @returns {string} */
  level(facts, found, open) {
    if (found.fired.length) return found.fired[0].outcome.level;
    if (!knowsAge(facts)) return NOT_ENOUGH;
    if (found.unsettled.length) return ROUTINE;
    return open.length || found.live.length ? NOT_ENOUGH : SELF_CARE;
  }

  /** @param {Facts} facts @param {string} level @param {ReturnType<Rules["judge"]>} found @param {string[]} open */
  planState(facts, level, found, open) {
    if ([EMERGENCY, SAME_DAY, NOT_ENOUGH].includes(level) || open.length || found.live.length) return "withheld";
    if (!knowsAge(facts) || found.fired.some(({ outcome }) => outcome.blocks_plan)) return "withheld";
    return level === WEEK || found.unsettled.some(({ outcome }) => this.isUrgent(outcome)) ? "comfort" : "full";
  }

  /** @param {Facts} facts @param {Reading} reading @param {ReturnType<Rules["judge"]>} found @param {string[]} open */
  askNext(facts, reading, found, open) {
    const wanted = this.wanted(reading, found);
    const clarifiers = open.filter((fact) => facts[fact] === UNSURE).map((fact) => String(reading.question(fact).clarifier));
    const hard = open.filter((fact) => !(fact in facts));
    const rest = [...this.questions.keys()].filter((fact) => wanted.has(fact));
    return [...new Set([...clarifiers, ...hard, ...(knowsAge(facts) ? [] : [AGE]), ...rest])];
  }

  /** Return the unanswered facts that can still change the outcome, with those they follow up. @param {Reading} reading @param {ReturnType<Rules["judge"]>} found */
  wanted(reading, found) {
    let settled = 0;
    /** @type {Set<string>} */
    const wanted = new Set();
    /** @type {[number, Set<string>][]} */
    const excuses = [];
    for (const { outcome } of found.fired) {
      const missing = reading.missingExcuses(outcome.when, new Set());
      if (missing.size === 0) {
        settled = this.rank[outcome.level];
        break;
      }
      excuses.push([this.rank[outcome.level], missing]);
    }
    for (const [rank, missing] of excuses) if (rank > settled) for (const fact of missing) wanted.add(fact);
    for (const { outcome } of found.open) {
      if (this.rank[outcome.level] > settled) reading.missingFacts(outcome.when, wanted);
    }
    for (const fact of [...wanted]) {
      for (const parent of reading.question(fact).under) {
        if (!(parent in reading.facts) && reading.applies(parent)) wanted.add(parent);
      }
    }
    return wanted;
  }

  /** Return whether a question can be asked now: what it follows up is answered, and not with no. @param {Question} question @param {Facts} facts */
  isAskable(question, facts) {
    if (question.clarifies !== null) return facts[question.clarifies] === UNSURE;
    return question.under.length === 0 || question.under.some((parent) => this.leadsOn(parent, facts));
  }

  /** Return whether an answer brings up its follow-ups. @param {string} parent @param {Facts} facts */
  leadsOn(parent, facts) {
    const said = facts[parent];
    const clarifier = this.questions.get(parent)?.clarifier ?? null;
    if (said === UNSURE && clarifier !== null) return facts[clarifier] === true || facts[clarifier] === UNSURE;
    return said === true || said === UNSURE;
  }

  /** @param {Screen} screen @returns {Question[]} */
  of(screen) {
    return [...this.questions.values()].filter((q) => q.screen === screen.id);
  }

  /** @param {Screen} screen @param {Question[]} shown @returns {ScreenToAsk} */
  build(screen, shown) {
    const ids = new Set(shown.map((q) => q.id));
    const nested = this.of(screen).filter((q) => !ids.has(q.id)
      && (q.under.some((parent) => ids.has(parent)) || (q.clarifies !== null && ids.has(q.clarifies))));
    const lines = screen.lines.map(([id, title]) => ({
      title,
      questions: shown.filter((q) => q.line === id),
      nested: nested.filter((q) => q.line === id),
    })).filter((line) => line.questions.length);
    return { screen, lines, step: this.screens.indexOf(screen) + 1, steps: this.screens.length };
  }
}

/** @param {Facts} facts */
function knowsAge(facts) {
  return typeof facts[AGE] === "number";
}
