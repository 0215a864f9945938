/**
 * Which of the kept plans holds, from the day, the morning answer and what was done here. Pure: no page, no clock, no
 * storage. No rule of care stands here: the picks, the days they count for and the plans come with the data.
 */

import { daysBetween } from "./clock.js";

/** @typedef {import("./rules.js").Rules} Rules */
/** @typedef {import("./rules.js").Result} Result */
/** @typedef {{withheld: string | null, nothing_fits: string | null, said: string[], day: string[],
 *   bout: {title: string, seconds: number, times_a_day: number, items: string[], player: any} | null}} Plan */
/** @typedef {{date: string, facts: Record<string, any>, kept: Record<string, number>, missed: Record<string, number>}} Day */
/** @typedef {{who: string, made_at: string, holds_until: string | null, allowed: string, withheld: string | null,
 *   country: string, facts: Record<string, any>, cleared: Record<string, string> | null, before: number | null,
 *   pains: [string, number][], seen: [string, number][], last_bout_on: string | null, ended_on: string | null, days: Day[], plans: Plan[],
 *   figures: string[]}} Week */
/**
 * @typedef {object} Here What was done on this device on a day, since the week was fetched.
 * @property {number[]} pains Told, in order.
 * @property {number | null} before Pain before the last bout.
 * @property {number} bouts Finished ones.
 * @property {string} pick What the morning led to.
 * @property {boolean} isWorse Whether that morning was clearly worse after a bout.
 * @property {boolean} flare
 * @property {string} ended Why there is no more exercise that day.
 */
/** @typedef {{days: Record<string, Here>, mustCheck: boolean, checked?: Record<string, any>}} Done `checked`: the answers of a check that was done here. */
/** @typedef {{why: "none" | "back" | "over" | "stale" | "withheld" | "check", words: string}} No */
/** @typedef {{pick: string, plan: Plan, base: "kept" | "missed", isWorse: boolean}} Picked */

const AGAIN = "Please go through the safety check again first.";
const PAIN = "pain-now";
const DAYS = "days-since-start";
const ALLOWS = ["withheld", "comfort", "full"];
/** From the least to the most careful. */
const CAREFUL = ["usual", "hold", "step-back", "relief", "relief-days", "check"];
const ROUTINE = "R";

/** @returns {Here} */
export function nothing() {
  return { pains: [], before: null, bouts: 0, pick: "", isWorse: false, flare: false, ended: "" };
}

/** @returns {Done} */
export function nothingDone() {
  return { days: {}, mustCheck: false };
}

/** Return what was done here, with changes to one day. @param {Done} done @param {string} day @param {Partial<Here>} changes @returns {Done} */
export function withDay(done, day, changes) {
  return { ...done, days: { ...done.days, [day]: { ...(done.days[day] ?? nothing()), ...changes } } };
}

/**
 * Return what was done here after a stop sign of a day: the check comes first, or the day is over.
 * @param {Done} done @param {string} day @param {{action: string, advice: string, opens_check: boolean}} sign
 * @returns {Done}
 */
export function afterSign(done, day, sign) {
  if (sign.opens_check) return { ...done, mustCheck: true };
  return sign.action === "stop-bout" ? withDay(done, day, { ended: `No more exercise today. ${sign.advice}` }) : done;
}

/**
 * Return the day of the week that is kept, or why there is no plan.
 * @param {Week | null} week
 * @param {Done} done
 * @param {{today: string, now: number, wentBack: boolean}} clock
 * @returns {Day | No}
 */
export function dayOfWeek(week, done, clock) {
  if (!week) return { why: "none", words: "No plan is kept on this device yet. Open Loosen once while its server runs." };
  if (done.mustCheck) return { why: "check", words: AGAIN };
  if (clock.wentBack) {
    const words = "The clock of this device was set back, so the day is not sure. Set the clock. Until then there is no plan here.";
    return { why: "back", words };
  }
  if (!done.checked && week.holds_until !== null && clock.now > Date.parse(week.holds_until)) {
    const days = Math.round((Date.parse(week.holds_until) - Date.parse(week.made_at)) / 86_400_000);
    const words = days < 0 ? AGAIN : "Your last check, or the word of your clinician, is too old by now. Things can change, so we ask once more.";
    return { why: "stale", words };
  }
  if (week.withheld !== null || week.days.length === 0) return { why: "withheld", words: week.withheld ?? AGAIN };
  const found = week.days.find((day) => day.date === clock.today);
  if (found) return found;
  const last = week.days[week.days.length - 1].date;
  const words = `The plans that are kept here go from ${week.days[0].date} to ${last}. This device says ${clock.today}. `
    + "If its clock is right, Loosen needs its server for a new plan.";
  return { why: "over", words };
}

/**
 * Return which plan of a day holds for a pain that was told, or why there is none.
 * @param {Week} week
 * @param {Rules} rules
 * @param {Done} done
 * @param {Day} day
 * @param {number} pain
 * @returns {Picked | No}
 */
export function pickPlan(week, rules, done, day, pain) {
  if (!isStillAllowed(week, rules, done, day, pain)) return { why: "check", words: AGAIN };
  const { pick, isWorse } = pickFor(week, rules, done, day, pain);
  if (pick === "check") return { why: "check", words: AGAIN };
  const base = wasKept(week, rules, done, day) ? "kept" : "missed";
  const plan = week.plans[day[base][pick === "relief-days" ? "relief" : pick]];
  if (plan.withheld !== null) return { why: "withheld", words: plan.withheld };
  return { pick, plan, base, isWorse };
}

/** Return how much of a plan a set of answers allows, a clinician's word counted in. @param {Week} week @param {Result} result @param {Rules} rules */
export function allowedBy(week, result, rules) {
  const urgent = result.because.filter(({ outcome }) => rules.rank[outcome.level] > rules.rank[ROUTINE]);
  const isCleared = week.cleared !== null && urgent.every(({ rule, outcome }) => week.cleared?.[rule.id] === outcome.level);
  const isFinal = ["emergency", "not-enough-answers"].includes(result.disposition);
  return isCleared && !isFinal ? "full" : result.plan;
}

/**
 * Return whether the kept plans still hold after a check that was done here: it allows as much as the last one did,
 * and nothing changed of what the plans were fitted to. A clinician's word does not outlast a new check.
 * @param {Week | null} week
 * @param {Rules} rules
 * @param {string} today
 * @param {Record<string, any>} facts
 */
export function holdsOn(week, rules, today, facts) {
  const day = week?.days.find((one) => one.date === today);
  if (!week || !day) return false;
  const before = { ...week.facts, ...day.facts };
  const isSame = [...rules.questions.values()].every((q) => !(q.fit || q.id === DAYS) || !(q.id in facts) || facts[q.id] === before[q.id]);
  return isSame && ALLOWS.indexOf(rules.triage(facts).plan) >= ALLOWS.indexOf(week.allowed);
}

/** @param {Week} week @param {Rules} rules @param {Done} done @param {Day} day @param {number} pain */
function isStillAllowed(week, rules, done, day, pain) {
  const facts = { ...week.facts, ...done.checked, ...day.facts };
  const told = PAIN in facts ? { ...facts, [PAIN]: pain } : facts;
  const now = allowedBy(done.checked ? { ...week, cleared: null } : week, rules.triage(told), rules);
  return ALLOWS.indexOf(now) >= ALLOWS.indexOf(week.allowed);
}

/** @param {Week} week @param {Rules} rules @param {Done} done @param {Day} day @param {number} pain */
function pickFor(week, rules, done, day, pain) {
  const { picks } = rules.data;
  const today = done.days[day.date] ?? nothing();
  /** @type {[string, Here][]} */
  const earlier = Object.entries(done.days).filter(([date]) => date < day.date).sort(([a], [b]) => (a < b ? -1 : 1));
  const told = week.pains.filter(([date]) => date === day.date).map(([, one]) => one);
  const first = told[0] ?? today.pains[0] ?? pain;
  const isKnown = told.length > 0; // the plans of that day were made with it
  const before = earlier.findLast(([, here]) => here.before !== null)?.[1].before ?? week.before;
  const strikes = earlier.findLast(([, here]) => here.pick)?.[1].isWorse ? 1 : 0;
  const wanted = [picks.first[pain]];
  let isWorse = false;
  if (before !== null && !isKnown) {
    wanted.push(picks.by_rise[strikes][before][first]);
    isWorse = picks.by_rise[1][before][first] === "relief-days";
  }
  if (isMuchWorse(week, rules, earlier, day, pain)) wanted.push("check");
  for (const [date, { flare, pick }] of [...earlier, /** @type {[string, Here]} */ ([day.date, today])]) {
    const ago = daysBetween(date, day.date);
    if (flare) wanted.push(ago <= picks.flare_days ? "relief" : "step-back");
    if (pick === "relief-days" && ago < picks.relief_days) wanted.push("relief-days");
  }
  // what a check that was done here has seen does not ask for another one
  const isSeen = done.checked !== undefined && pain <= Number(done.checked[PAIN] ?? -1);
  const pick = wanted.map((one) => (isSeen && one === "check" ? "step-back" : one)).reduce((most, one) => (CAREFUL.indexOf(one) > CAREFUL.indexOf(most) ? one : most));
  return { pick, isWorse };
}

/**
 * Return whether a pain rose so much over those before it that the check must be run again. The table of picks says
 * what is too much; what the last check has seen does not ask for another one.
 * @param {Week} week @param {Rules} rules @param {[string, Here][]} here @param {Day} day @param {number} pain
 */
function isMuchWorse(week, rules, here, day, pain) {
  const { by_rise: [table], worse_days: days } = rules.data.picks;
  const near = (/** @type {[string, number][]} */ told) => told
    .filter(([date]) => date < day.date && daysBetween(date, day.date) <= days).map(([, one]) => one);
  const told = near([...week.pains, ...here.flatMap(([date, one]) => one.pains.map((was) => /** @type {[string, number]} */ ([date, was])))]);
  if (told.length === 0) return false;
  const isTooMuch = (/** @type {number} */ from) => table[from][pain] === "check";
  if (near(week.seen).some((seen) => !isTooMuch(seen))) return false;
  return isTooMuch(told[told.length - 1]) || (pain > Math.max(...told) && isTooMuch(Math.min(...told)));
}

/** Return whether the days before a day went as its plans suppose: a bout not long ago. @param {Week} week @param {Rules} rules @param {Done} done @param {Day} day */
function wasKept(week, rules, done, day) {
  const here = Object.entries(done.days).filter(([date, one]) => one.bouts > 0 && date < day.date).map(([date]) => date);
  if (here.length === 0) return false;
  return daysBetween(here.sort()[here.length - 1], day.date) <= rules.data.picks.kept_days;
}
