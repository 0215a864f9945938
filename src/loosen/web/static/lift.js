/** The lifting page, live: what is typed goes to the API after a pause, and what comes back is written down. */

/** @typedef {{where: string, title: string, detail: string}} Problem */

const PAUSE_MS = 250;
const NUMBER = "Give a number such as 12.5.";
const TASK = "tasks.0.";
/** @type {Record<string, boolean>} */
const ENDS = { origin: "start", destination: "end" };
/** @type {Record<string, boolean>} */
const YES_NO = { yes: true, no: false };
const OF_THE_JOB = ["units", "duration", "back_pain"];

const form = /** @type {HTMLFormElement} */ ($("lift-form"));
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {AbortController | undefined} */
let asking;

$("look").hidden = true;
now();
form.addEventListener("input", onInput);
form.addEventListener("submit", onSubmit);

/** @param {Event} event */
function onInput(event) {
  clearTimeout(waiting);
  if (/** @type {HTMLInputElement} */ (event.target).name === "units") form.submit(); // the numbers are converted there
  else waiting = setTimeout(look, PAUSE_MS);
}

/** @param {SubmitEvent} event */
function onSubmit(event) {
  event.preventDefault();
  clearTimeout(waiting);
  void look();
}

async function look() {
  asking?.abort();
  const wrong = notNumbers(form);
  if (wrong.length) {
    showProblems(wrong);
    return;
  }
  asking = new AbortController();
  const body = JSON.stringify(call(form));
  const headers = { "Content-Type": "application/json" };
  try {
    const reply = await fetch("/api/v1/lift", { method: "POST", headers, body, signal: asking.signal });
    const said = await reply.json();
    if (reply.ok) show(said);
    else showProblems(said.problems ?? [said.error]);
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "AbortError") offline();
  }
}

/**
 * Return what the form says, as a call of the API.
 * @param {HTMLFormElement} from
 */
export function call(from) {
  /** @type {Record<string, any>} */
  const task = {};
  /** @type {Record<string, any>} */
  const job = { tasks: [task], circumstances: [] };
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (from.querySelectorAll("input[name]"))) {
    const text = input.value.trim();
    const isChosen = input.type === "radio" || input.type === "checkbox" ? input.checked : input.type !== "hidden";
    if (!isChosen || !text) continue;
    const value = "number" in input.dataset ? number(text) : YES_NO[text] ?? text;
    const [outer, inner] = input.name.split(".");
    if (input.name === "circumstances") job.circumstances.push(text);
    else if (OF_THE_JOB.includes(input.name)) job[input.name] = value;
    else if (inner) (task[outer] ??= {})[inner] = value;
    else task[outer] = value;
  }
  return job;
}

/** @param {string} text @returns {number | string} */
function number(text) {
  const found = Number(text.replace(",", "."));
  return Number.isFinite(found) ? found : text;
}

/** Return what stands where a number should. @param {HTMLFormElement} from @returns {Problem[]} */
function notNumbers(from) {
  const inputs = [.../** @type {NodeListOf<HTMLInputElement>} */ (from.querySelectorAll("[data-number]"))];
  return inputs
    .filter((input) => typeof number(input.value.trim()) === "string")
    .map((input) => ({ where: input.name, title: `“${input.value.trim().slice(0, 40)}” is not a number.`, detail: NUMBER }));
}

/** @param {any} answer */
function show(answer) {
  showProblems([]);
  $("answer").dataset.band = answer.band;
  $("answer").dataset.applies = answer.applies ? "yes" : "no";
  const limit = answer.rwl === null ? "" : `Limit ${answer.rwl.toFixed(1)} ${answer.weight_unit}`;
  const index = answer.li === null ? "" : `, the load is ${answer.li.toFixed(2)} times that`;
  text("answer-eyebrow", limit + (limit && index));
  text("answer-title", answer.title);
  list("words", answer.words);
  list("cautions", answer.cautions);
  $("needle-part").hidden = !answer.needle;
  text("needle", answer.needle ?? "");
  const others = answer.changes.slice(1);
  list("changes", others.map((/** @type {any} */ one) => `${one.words} Limit ${one.rwl.toFixed(1)} ${answer.weight_unit}.`));
  factors(answer.tasks[0]?.points ?? [], answer.length_unit);
  list("lifft", answer.lifft?.words ?? []);
  text("lifft-note", answer.lifft_note);
  draw(answer.figure);
  body(answer.body_model, answer.body_note);
  now();
  text("live", `${answer.title}. ${answer.words[0] ?? ""}`);
}

/** @param {any[]} points @param {string} unit */
function factors(points, unit) {
  $("steps-part").hidden = !points.length;
  for (const cell of /** @type {NodeListOf<HTMLElement>} */ ($("factors").querySelectorAll("[data-factor]"))) {
    const point = points.find((one) => one.place === cell.dataset.at);
    const key = cell.dataset.factor ?? "";
    if (!point) cell.textContent = "–";
    else if (key === "rwl") cell.textContent = point.rwl.toFixed(1);
    else cell.textContent = measured(point, key, unit) + (key === "lc" ? "" : "× ") + point.multipliers[key].toFixed(2);
  }
}

/** @param {any} point @param {string} key @param {string} unit */
function measured(point, key, unit) {
  /** @type {Record<string, string>} */
  const words = { hm: `${point.horizontal} ${unit} `, vm: `${point.vertical} ${unit} `, am: `${point.asymmetry}° ` };
  return words[key] ?? "";
}

/** Draw the lift where a drawing came with the answer. @param {string | null} svg */
function draw(svg) {
  const place = $("figure");
  place.hidden = !svg;
  if (svg) place.replaceChildren(document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true));
}

/** Say what the lift does to the low back, as drawn. @param {any} load @param {string} note */
function body(load, note) {
  $("body-model").hidden = !note;
  text("body-note", note);
  text("body-band", load ? `${load.band_words} (${ENDS[load.place]} of the lift)` : "");
  const range = load ? `${load.uncertainty[0].toFixed(2)} to ${load.uncertainty[1].toFixed(2)} among people of this size` : "";
  text("body-numbers", load ? `Disc L4/5: ${load.compression_n.toFixed(0)} N of compression, ${load.pressure_mpa.toFixed(2)} MPa `
    + `(${range}), bent forward by ${load.moments.flexion.toFixed(0)} N·m.` : "");
}

/** Say what cannot be used, beside its field. @param {Problem[]} problems */
function showProblems(problems) {
  $("answer").classList.toggle("stale", problems.length > 0);
  const named = new Map(problems.map((one) => [one.where.replace(TASK, "").replace(/\.\d+$/, ""), one]));
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (form.querySelectorAll("[data-problem]"))) {
    const name = line.dataset.problem ?? "";
    const problem = named.get(name);
    line.textContent = problem ? `${problem.title} ${problem.detail.includes("/api/") ? "" : problem.detail}` : "";
    form.querySelector(`[data-number][name="${name}"]`)?.toggleAttribute("aria-invalid", false);
    if (problem) form.querySelector(`[data-number][name="${name}"]`)?.setAttribute("aria-invalid", "true");
  }
  if (problems.length) {
    text("answer-eyebrow", "");
    text("answer-title", "Some numbers are missing or cannot be used");
    list("words", problems.map((one) => one.title));
    $("answer").dataset.band = "none";
    now();
    text("live", `${problems.length} to mend. ${problems[0].title}`);
  }
}

/** Keep the answer in sight while typing on a narrow screen. */
function now() {
  const [limit, title] = [$("answer-eyebrow").textContent.trim(), $("answer-title").textContent.trim()];
  $("now").hidden = false;
  text("now-words", limit ? `${title}: ${limit.toLowerCase()}` : title);
}

function offline() {
  text("answer-title", "The server does not answer");
  list("words", ["Nothing is lost. Change a number to try again."]);
  $("answer").classList.add("stale");
  $("answer").dataset.band = "none";
  text("answer-eyebrow", "");
  now();
}

/** @param {string} id @param {string} words */
function text(id, words) {
  if ($(id).textContent !== words) $(id).textContent = words;
}

/** @param {string} id @param {string[]} items */
function list(id, items) {
  $(id).replaceChildren(...items.map((words) => Object.assign(document.createElement("li"), { textContent: words })));
}

/** @param {string} id @returns {any} */
function $(id) {
  return document.getElementById(id);
}
