/** What a person is asked when something hurts: the stop signs and the scale, drawn from the data. */

/** @typedef {import("./source.js").Sign} Sign */

/** Draw a button for each stop sign. @param {Element} list @param {Sign[]} signs */
export function drawSigns(list, signs) {
  list.replaceChildren(...signs.map((sign) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `button sign sign-${sign.action}`;
    button.dataset.sign = sign.id;
    button.textContent = sign.ask;
    return button;
  }));
}

/**
 * Put first what is asked for: the scale where the pain is asked again, else the signs, as they matter more.
 * @param {Element} signs
 * @param {Element} scale
 * @param {boolean} isScaleFirst
 */
export function order(signs, scale, isScaleFirst) {
  const [first, second] = isScaleFirst ? [scale, signs] : [signs, scale];
  if (first.nextElementSibling !== second) first.after(second);
}
