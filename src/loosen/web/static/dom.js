/** Small helpers for pages that are built here. Text is always set as text, never as markup. */

/** @param {string} id @returns {any} */
export function byId(id) {
  return document.getElementById(id);
}

/**
 * Make an element.
 * @param {string} tag
 * @param {Record<string, any>} props Properties; those with a dash are attributes; a property without a value is left out.
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {any}
 */
export function make(tag, props = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null) continue;
    if (name.includes("-")) made.setAttribute(name, String(value));
    else /** @type {any} */ (made)[name] = value;
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

/** Put nodes into a place; what is not there is left out. @param {string} id @param {...(Node | string | null | undefined | false)} nodes */
export function fill(id, ...nodes) {
  byId(id).replaceChildren(.../** @type {(Node | string)[]} */ (nodes.filter(Boolean)));
}

/** Move the focus to the first words of what was put into a place, so that a screen reader goes on there. @param {string} id */
export function goOnAt(id) {
  const first = byId(id).querySelector("h2, .lead, .reminder");
  if (!first) return;
  first.tabIndex = -1;
  first.focus();
}

/** Return a day in words. @param {string} day Such as 2026-11-21. */
export function inWords(day) {
  const at = new Date(`${day}T12:00:00Z`);
  return Number.isNaN(at.getTime()) ? day : at.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
}

/** Return numbers to call as a list to tap. @param {any} country @param {string} kind */
export function lines(country, kind) {
  const found = country.lines.filter((/** @type {any} */ line) => line.kind === kind);
  const items = found.map((/** @type {any} */ line) => make("li", {},
    make("a", { className: "call", href: `tel:${line.number.replace(/[^0-9+]/g, "")}` },
      make("span", { className: "call-number" }, line.number), " ", make("span", { className: "call-name" }, line.name)),
    line.when && make("span", { className: "fine" }, line.when),
    !line.confirmed && make("em", { className: "fine" }, " not yet confirmed")));
  return make("ul", { className: items.length > 2 ? "phone-list phone-grid" : "phone-list" }, ...items);
}

/**
 * Return a scale from 0 to 10 to tap.
 * @param {string} name @param {string} legend @param {[string, string]} ends What 0 and 10 mean.
 */
export function scale(name, legend, ends = ["none", "the worst there is"]) {
  const options = Array.from({ length: 11 }, (_, number) => make("label", { className: "option" },
    make("input", { type: "radio", name, value: String(number) }), make("span", {}, String(number))));
  return make("fieldset", { className: "field" }, make("legend", {}, legend),
    make("div", { className: "options options-scale" }, ...options),
    make("p", { className: "fine scale-ends" }, make("span", {}, `0: ${ends[0]}`), make("span", {}, `10: ${ends[1]}`)));
}

/** Return a yes-or-no question. @param {string} name @param {string} legend */
export function yesOrNo(name, legend) {
  const options = [["no", "No"], ["yes", "Yes"]].map(([value, label]) => make("label", { className: "option" },
    make("input", { type: "radio", name, value }), make("span", {}, label)));
  return make("fieldset", { className: "field" }, make("legend", {}, legend), make("div", { className: "options options-two" }, ...options));
}
