/** Today on this device: the questions before a bout, the pain, the plan that then holds, and the bout. */

import { byId, fill, goOnAt, inWords, make, scale, yesOrNo } from "./dom.js";
import { afterSign, dayOfWeek, nothing, pickPlan, withDay } from "./day.js";
import { beginCheck } from "./here_check.js";
import { note } from "./queue.js";
import { instead } from "./source.js";

/** @typedef {import("./here.js").Here} Here */
/** @typedef {import("./day.js").Day} Day */
/** @typedef {import("./day.js").Picked} Picked */
/** @typedef {{id: string, day: string, pain: number, items: string[], player: any, title: string}} Running */

const DONE_TODAY = "The guided part of today is done. Keep moving gently.";

/** @param {Here} here */
export async function showToday(here) {
  const day = dayOfWeek(here.week, here.done, here.clock);
  if ("why" in day) return fill("view-today", ...refusal(day));
  const today = todayOf(here);
  const ended = here.week?.ended_on === day.date ? "There is no more exercise today, after what came up in your bout." : today.ended;
  const usual = /** @type {import("./day.js").Week} */ (here.week).plans[day.kept.usual];
  fill("view-today",
    make("p", { className: "eyebrow" }, inWords(day.date)),
    ended ? make("p", { className: "worse" }, ended) : screenForm(here, day),
    await goOnLink(here, day),
    throughTheDay(usual.day));
  return undefined;
}

/** Bring the bout that runs onto the stage of the player. @param {Here} here @param {Running} running */
export async function goOn(here, running) {
  byId("title").textContent = running.title;
  byId("plan-lead").textContent = "This bout runs on this device. How it went is sent later.";
  byId("bout-data").textContent = JSON.stringify({ ...running.player, isOver: !mayGoOn(here, running) });
  byId("finish-fields").replaceChildren(...finishFields(here, running));
  byId("whole-list").replaceChildren(...running.player.items.map(itemToRead));
  instead.who = here.who;
  instead.finish = (sent, told) => finish(here, running, sent, told);
  instead.heed = (sign) => heed(here, running, [here.rules.data.stop_signs.find((/** @type {any} */ one) => one.id === sign.id) ?? sign]);
  await import("./player.js");
}

/**
 * Return whether a bout that runs can be gone on with: the day, the questions before it and the plan still stand.
 * @param {Here} here
 * @param {Running} running
 */
function mayGoOn(here, running) {
  const { today, now } = here.clock;
  const isFresh = now - begunAt(running.id) < here.rules.data.mini_screen_holds_ms;
  const hasPlan = !("why" in dayOfWeek(here.week, here.done, here.clock));
  const isEnded = here.week?.ended_on === today || Boolean(todayOf(here).ended);
  return running.day === today && isFresh && hasPlan && !isEnded;
}

/** Return when an id was made: a UUIDv7 begins with the milliseconds. @param {string} id */
function begunAt(id) {
  return Number.parseInt(id.replace("-", "").slice(0, 12), 16);
}

/** @param {{why: string, words: string}} no @returns {Node[]} */
function refusal(no) {
  const check = ["check", "stale", "withheld"].includes(no.why)
    && make("p", { className: "next-step" }, make("a", { className: "primary", href: no.why === "check" ? "#check" : "#hurts" }, "Go to the safety check"));
  return check ? [make("p", { className: "lead" }, no.words), check] : [make("p", { className: "lead" }, no.words)];
}

/** @param {Here} here @param {Day} day */
async function goOnLink(here, day) {
  /** @type {Running | null} */
  const running = await here.store.get("running");
  if (!running) return "";
  const words = mayGoOn(here, running) ? "Go on with the bout that you began" : `Say how the bout of ${inWords(running.day)} went`;
  return make("p", {}, make("a", { className: "button", href: "#bout" }, words));
}

/** Ask what always comes first. @param {Here} here @param {Day} day */
function screenForm(here, day) {
  const questions = here.rules.data.mini_screen;
  const form = make("form", { className: "screen", noValidate: true },
    make("h2", {}, "Before you begin"),
    make("p", { className: "help" }, `${questions.length} short questions, each time. Is any of this new?`),
    ...questions.map((/** @type {any} */ one) => yesOrNo(one.id, one.ask)),
    make("p", { className: "problem", id: "screen-problem", "role": "alert" }),
    make("div", { className: "go" }, make("button", { className: "primary" }, "Next")));
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    const sent = new FormData(form);
    if (questions.some((/** @type {any} */ one) => sent.get(one.id) === null)) {
      byId("screen-problem").textContent = "Please answer each of the questions. Tap Yes or No.";
      return;
    }
    const answers = Object.fromEntries(questions.map((/** @type {any} */ one) => [one.id, sent.get(one.id) === "yes"]));
    await note(here.store, here.who, "screened", { answers });
    const asked = questions.filter((/** @type {any} */ one) => answers[one.id]);
    if (!asked.length) return showPain(here, day);
    await beginCheck(here, asked.flatMap((/** @type {any} */ one) => one.asks));
    location.hash = "#check";
    return undefined;
  });
  return form;
}

/** @param {Here} here @param {Day} day */
function showPain(here, day) {
  const form = make("form", { className: "screen", noValidate: true },
    scale("pain", "How is the pain now? From 0 to 10"),
    make("p", { className: "problem", id: "pain-problem", "role": "alert" }),
    make("div", { className: "go" }, make("button", { className: "primary" }, "Next")));
  fill("view-today", form);
  form.addEventListener("submit", async (/** @type {Event} */ event) => {
    event.preventDefault();
    const told = new FormData(form).get("pain");
    if (told === null) {
      byId("pain-problem").textContent = "Please choose a number.";
      return;
    }
    await showPlan(here, day, Number(told));
  });
  form.querySelector("input").focus();
}

/** @param {Here} here @param {Day} day @param {number} pain */
async function showPlan(here, day, pain) {
  const week = /** @type {import("./day.js").Week} */ (here.week);
  await note(here.store, here.who, "day", { log: { pain_now: pain } });
  const picked = pickPlan(week, here.rules, here.done, day, pain);
  const today = todayOf(here);
  const isFirst = today.pains.length === 0;
  const told = { pains: [...today.pains, pain] };
  if ("why" in picked) {
    const done = withDay(here.done, here.clock.today, told);
    await here.keep({ ...done, mustCheck: picked.why === "check" || done.mustCheck });
    fill("view-today", ...refusal(picked));
    goOnAt("view-today");
    return;
  }
  const isWorse = isFirst ? picked.isWorse : today.isWorse;
  await here.keep(withDay(here.done, here.clock.today, { ...told, pick: picked.pick, isWorse }));
  fill("view-today", ...planCard(here, day, picked, pain));
  goOnAt("view-today");
  scrollTo(0, 0);
}

/** @param {Here} here @param {Day} day @param {Picked} picked @param {number} pain @returns {Node[]} */
function planCard(here, day, { plan, pick }, pain) {
  const { bout } = plan;
  const said = plan.said.map((words) => make("p", { className: "reminder" }, words));
  if (!bout) return [...said, make("p", { className: "lead" }, plan.nothing_fits ?? "There is no guided bout today."), throughTheDay(plan.day)];
  const isDone = todayOf(here).bouts >= bout.times_a_day;
  const begin = make("button", { type: "button", className: "primary" }, "Begin");
  begin.addEventListener("click", () => void start(here, day, bout, pain));
  const items = bout.player.items.map((/** @type {any} */ item) => make("li", {},
    item.figure && make("img", { src: item.figure.still, alt: "", loading: "lazy" }), make("span", {}, item.name,
      item.detail !== item.name && make("span", { className: "fine" }, item.detail.replace(`${item.name}, `, "")))));
  return [...said, make("section", { className: "bout-card", "data-pick": pick },
    make("h2", {}, bout.title),
    make("p", { className: "lead" }, `${Math.ceil(bout.seconds / 60)} minutes by the clock${bout.times_a_day > 1 ? `, ${bout.times_a_day} times today` : ""}.`),
    make("p", { className: "next-step" }, isDone ? DONE_TODAY : begin),
    make("ol", { className: "bout-items" }, ...items)), throughTheDay(plan.day)];
}

/** @param {Here} here @param {Day} day @param {{items: string[], title: string, player: any}} bout @param {number} pain */
async function start(here, day, bout, pain) {
  const entry = await note(here.store, here.who, "bout-started", { items: bout.items, pain });
  const { zones } = here.rules.data;
  const limits = bout.player.limits && { ...bout.player.limits, start: pain };
  const player = { ...bout.player, bout: entry.id, zones: zones[pain], limits };
  /** @type {Running} */
  const running = { id: entry.id, day: day.date, pain, items: bout.items, player, title: bout.title };
  await here.store.put("running", running);
  await here.keep(withDay(here.done, here.clock.today, { before: pain }));
  location.hash = "#bout";
}

/** Let the days know of stop signs; a check that they call for begins with what they raise. @param {Here} here @param {Running} running @param {any[]} signs */
async function heed(here, running, signs) {
  await here.keep(signs.reduce((done, sign) => afterSign(done, running.day, sign), here.done));
  const check = signs.filter((sign) => sign.opens_check);
  if (check.length) await beginCheck(here, check.flatMap((sign) => sign.asks ?? []));
}

/**
 * Take in how a bout went; a sign that was told before was heeded then.
 * @param {Here} here @param {Running} running @param {string[][]} sent @param {string[]} told
 * @returns {Promise<{to: string}>}
 */
async function finish(here, running, sent, told) {
  const said = (/** @type {string} */ name) => sent.filter(([one]) => one === name).map(([, value]) => value);
  const went = (/** @type {string} */ how) => running.items.filter((id) => said(`item.${id}`)[0] === how);
  const signs = said("sign");
  const pain = said("pain")[0];
  const done = went("done");
  const stopped = went("stopped");
  await note(here.store, here.who, "bout-finished", {
    bout: running.id, done, stopped, seconds: Number(said("seconds")[0] || 0) || null,
    pain: pain === undefined || pain === "" ? null : Number(pain), signs,
  });
  await here.store.put("running", null);
  const felt = here.rules.data.stop_signs.filter((/** @type {any} */ sign) => signs.includes(sign.id));
  const { bouts } = here.done.days[running.day] ?? nothing();
  await here.keep(withDay(here.done, running.day, { bouts: bouts + (done.length || stopped.length ? 1 : 0) }));
  await heed(here, running, felt.filter((/** @type {any} */ sign) => !told.includes(sign.id)));
  const isAlarm = felt.some((/** @type {any} */ sign) => sign.action === "emergency");
  return { to: `/offline?done=${running.id}#${isAlarm ? "emergency" : here.done.mustCheck ? "check" : "today"}` };
}

/** @param {Here} here @param {Running} running @returns {Node[]} */
function finishFields(here, running) {
  const hidden = [["event", ""], ["bout", running.id], ["seconds", ""]].map(([name, value]) => make("input", { type: "hidden", name, value }));
  const went = running.player.items.map((/** @type {any} */ item) => make("fieldset", { className: "field went" }, make("legend", {}, item.name),
    make("div", { className: "options options-three" }, ...[["done", "Done"], ["stopped", "It hurt"], ["left", "Left out"]].map(([value, label]) => make("label", { className: "option" },
      make("input", { type: "radio", name: `item.${item.id}`, value }), make("span", {}, label))))));
  const signs = here.rules.data.stop_signs.map((/** @type {any} */ sign) => make("div", { className: "item" }, make("label", { className: "yes" },
    make("input", { type: "checkbox", name: "sign", value: sign.id }), make("span", {}, sign.ask))));
  return [...hidden, ...went, scale("pain", "Pain after it, from 0 to 10"),
    make("fieldset", { className: "ticks" }, make("legend", {}, "Did any of these come up?"), ...signs)];
}

/** @param {any} item */
function itemToRead(item) {
  return make("li", { className: "step-card" }, make("h2", {}, item.name),
    ...item.cautions.map((/** @type {string} */ words) => make("p", { className: "caution" }, words)),
    make("ol", { className: "how" }, ...item.steps.map((/** @type {string} */ line) => make("li", {}, line))), make("p", {}, item.breathing));
}

/** @param {string[]} words */
function throughTheDay(words) {
  return words.length ? make("section", {}, make("h2", {}, "Through the day"), make("ul", { className: "do" }, ...words.map((line) => make("li", {}, line)))) : "";
}

/** @param {Here} here */
function todayOf(here) {
  return here.done.days[here.clock.today] ?? nothing();
}
