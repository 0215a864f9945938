/** Sends the chosen file with a progress bar; without this script the form works as it is. */

const form = /** @type {HTMLFormElement} */ (document.getElementById("import"));
const going = /** @type {HTMLElement} */ (document.getElementById("going"));
const bar = /** @type {HTMLProgressElement} */ (document.getElementById("read"));
const percent = /** @type {HTMLElement} */ (document.getElementById("percent"));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const body = new FormData(form, /** @type {SubmitEvent} */ (event).submitter);
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.upload.addEventListener("progress", ({ loaded, total }) => tell(total ? loaded / total : 0));
  request.addEventListener("load", () => show(request.responseText));
  request.addEventListener("error", () => show(null));
  going.hidden = false;
  tell(0);
  request.send(body);
});

/** @param {number} share From 0 to 1. */
function tell(share) {
  bar.value = Math.round(share * 100);
  percent.textContent = share < 1 ? `${bar.value} %` : "Sent. Now it is read.";
}

/** Put what the server says above the form, which keeps the chosen file. @param {string|null} text */
function show(text) {
  const result = /** @type {HTMLElement} */ (document.getElementById("result"));
  const page = text === null ? null : new DOMParser().parseFromString(text, "text/html");
  const told = page?.getElementById("result");
  going.hidden = true;
  if (told) result.replaceChildren(...told.childNodes);
  else result.textContent = page?.body.textContent?.trim() || "The server could not be reached. Nothing was taken in.";
  result.focus();
}
