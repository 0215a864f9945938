/**
 * Kleene's three-valued reading of answers against exported conditions: false, open, true. Unknown is never no.
 * The same as `loosen.core.logic`; a test compares both on a hundred thousand sets of answers.
 */

/**
 * @typedef {boolean | number | string} Value An answer: yes, no, "unknown", a number, the id of a choice.
 * @typedef {Record<string, Value>} Facts Answers by fact; one that is not there was not answered.
 * @typedef {any} Condition As exported: a fact id, or an object with any, all, of, sign, when, is, or a range.
 * @typedef {{id: string, type: string, screen: string, line: string, hard: boolean, background: boolean,
 *   purpose: string, ask: string, short: string, why: string, clarifier: string | null, clarifies: string | null,
 *   under: string[], asked_if: Condition | null, options: [string, string][], minimum: number | null,
 *   maximum: number | null, unit: string | null, fit: boolean, unsure: boolean}} Question
 * @typedef {{level: string, when: Condition, advice: string, blocks_plan: boolean}} Outcome
 * @typedef {{id: string, title: string, outcomes: Outcome[]}} Rule
 */

export const FALSE = 0;
export const OPEN = 1;
export const TRUE = 2;
export const UNSURE = "unknown";

/** One way to read a set of answers. */
export class Reading {
  /**
   * @param {Facts} facts
   * @param {Map<string, Question>} questions
   * @param {Record<string, Condition>} signs
   * @param {number} missing What an unanswered fact counts as; FALSE shows what "not sure" alone keeps open.
   */
  constructor(facts, questions, signs, missing = OPEN) {
    this.facts = facts;
    this.questions = questions;
    this.signs = signs;
    this.missing = missing;
    /** @type {Map<string, number>} */
    this.signValues = new Map();
    /** @type {Map<string, boolean>} */
    this.known = new Map();
  }

  /** Return whether a condition holds. @param {Condition} condition @returns {number} */
  truth(condition) {
    if (typeof condition === "string") return this.yes(condition);
    if (condition.any) return this.most(condition.any);
    if (condition.all) return this.least(condition.all);
    if (condition.sign) return this.sign(condition.sign);
    if (condition.unless !== undefined) {
      const value = this.truth(condition.when);
      return value !== FALSE && this.truth(condition.unless) === TRUE ? FALSE : value;
    }
    return condition.of ? this.count(condition) : this.compared(condition);
  }

  /** Return whether a fact counts as yes; "not sure" on a hard fact waits for its clarifier. @param {string} fact */
  yes(fact) {
    const value = this.facts[fact];
    if (value === false) return FALSE;
    if (value === true) return TRUE;
    if (value === UNSURE) return this.unsure(this.question(fact));
    return this.applies(fact) ? this.missing : FALSE;
  }

  /** Return whether a question can concern this person, given the other answers. @param {string} fact */
  applies(fact) {
    let known = this.known.get(fact);
    if (known === undefined) {
      known = this.canApply(this.question(fact));
      this.known.set(fact, known);
    }
    return known;
  }

  /** Collect the unanswered facts that can still settle a condition, exceptions included. @param {Condition} condition @param {Set<string>} into */
  missingFacts(condition, into) {
    const parts = condition.any ?? condition.all ?? condition.of;
    if (parts) {
      const value = this.truth(condition);
      if (condition.any ? value !== TRUE : value === OPEN) for (const part of parts) this.missingFacts(part, into);
    } else if (condition.sign) this.missingFacts(this.signs[condition.sign], into);
    else if (condition.unless !== undefined) {
      this.missingFacts(condition.when, into);
      this.missingExcuses(condition, into);
    } else this.missingLeaf(factOf(condition), into);
    return into;
  }

  /** Collect the unanswered exceptions that could still take back what holds. @param {Condition} condition @param {Set<string>} into */
  missingExcuses(condition, into) {
    if (this.truth(condition) === FALSE) return into;
    const parts = condition.any ?? condition.all ?? condition.of;
    if (parts) {
      const isCertain = condition.any && parts.some((/** @type {Condition} */ part) => this.isCertain(part));
      if (!isCertain) for (const part of parts) this.missingExcuses(part, into);
    } else if (condition.sign) this.missingExcuses(this.signs[condition.sign], into);
    else if (condition.unless !== undefined) {
      this.missingExcuses(condition.when, into);
      for (const fact of factsOf(condition.unless)) this.missingLeaf(fact, into);
    }
    return into;
  }

  /** Collect the facts that make a condition hold, or keep it open. @param {Condition} condition @param {Set<string>} into */
  holding(condition, into, whole = this.truth(condition)) {
    if (whole === FALSE) return into;
    const parts = condition.any ?? condition.all ?? condition.of;
    if (parts) {
      for (const part of parts) {
        const value = this.truth(part);
        if (!condition.any || value === whole) this.holding(part, into, value);
      }
    } else if (condition.sign) this.holding(this.signs[condition.sign], into);
    else if (condition.unless !== undefined) this.holding(condition.when, into);
    else if (factOf(condition) in this.facts) into.add(factOf(condition));
    return into;
  }

  /** @param {string} fact @returns {Question} */
  question(fact) {
    const found = this.questions.get(fact);
    if (!found) throw new Error(`The rules name a fact that is not there: ${fact}`);
    return found;
  }

  /** @param {Condition[]} parts */
  most(parts) {
    let best = FALSE;
    for (const part of parts) {
      const value = this.truth(part);
      if (value === TRUE) return value;
      if (value > best) best = value;
    }
    return best;
  }

  /** @param {Condition[]} parts */
  least(parts) {
    let worst = TRUE;
    for (const part of parts) {
      const value = this.truth(part);
      if (value === FALSE) return value;
      if (value < worst) worst = value;
    }
    return worst;
  }

  /** @param {string} sign */
  sign(sign) {
    let value = this.signValues.get(sign);
    if (value === undefined) {
      value = this.truth(this.signs[sign]);
      this.signValues.set(sign, value);
    }
    return value;
  }

  /** @param {{of: Condition[], count: number}} condition */
  count(condition) {
    const values = condition.of.map((part) => this.truth(part));
    const sure = values.filter((value) => value === TRUE).length;
    if (sure >= condition.count) return TRUE;
    return values.filter((value) => value !== FALSE).length >= condition.count ? OPEN : FALSE;
  }

  /** @param {any} condition */
  compared(condition) {
    const value = this.facts[condition.fact];
    if (value === undefined) return this.applies(condition.fact) ? this.missing : FALSE;
    if (value === UNSURE) return OPEN;
    const holds = condition.is ? condition.is.includes(value) : isInRange(condition, value);
    return holds ? TRUE : FALSE;
  }

  /** @param {Question} question */
  unsure(question) {
    if (question.clarifier === null) return OPEN;
    const clarified = this.facts[question.clarifier];
    if (clarified === undefined) return this.missing;
    return clarified === false ? FALSE : TRUE;
  }

  /** @param {Question} question */
  canApply(question) {
    if (question.clarifies !== null) return this.facts[question.clarifies] === UNSURE;
    if (question.under.length && question.under.every((parent) => this.yes(parent) === FALSE)) return false;
    return question.asked_if === null || this.truth(question.asked_if) !== FALSE;
  }

  /** @param {string} fact @param {Set<string>} into */
  missingLeaf(fact, into) {
    const value = this.facts[fact];
    if (value === undefined) {
      if (this.applies(fact)) into.add(fact);
      return;
    }
    const { clarifier } = this.question(fact);
    if (value === UNSURE && clarifier !== null && !(clarifier in this.facts)) into.add(clarifier);
  }

  /** @param {Condition} condition */
  isCertain(condition) {
    return this.truth(condition) === TRUE && this.missingExcuses(condition, new Set()).size === 0;
  }
}

/** @param {Condition} condition @returns {string} */
function factOf(condition) {
  return typeof condition === "string" ? condition : condition.fact;
}

/** Return the facts of the leaves of a condition; signs are not followed. @param {Condition} condition @returns {string[]} */
function factsOf(condition) {
  const parts = condition.any ?? condition.all ?? condition.of;
  if (parts) return parts.flatMap(factsOf);
  if (condition.sign) return [];
  if (condition.unless !== undefined) return [...factsOf(condition.when), ...factsOf(condition.unless)];
  return [factOf(condition)];
}

/** @param {any} range @param {Value} value */
function isInRange(range, value) {
  if (typeof value !== "number") return false;
  return (range.at_least === undefined || value >= range.at_least) && (range.above === undefined || value > range.above)
    && (range.at_most === undefined || value <= range.at_most) && (range.below === undefined || value < range.below);
}
