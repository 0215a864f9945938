/** Where a person picks what a bout sounds and looks like, and tries it. */

import { $, text } from "./stage.js";

/** @typedef {import("./cues.js").Channels} Channels */

const SHOWN_MS = 4000;
/** @type {Record<string, string>} */
const TRIED = {
  voice: "You should hear a sentence. If not, turn the sound up or pick another voice.",
  tone: "You should hear a short tone. If not, turn the sound up.",
  vibration: "You should feel 2 pulses.",
  large: "This is how large the text gets.",
};

/**
 * Bind the panel to the channels.
 * @param {Channels} channels
 * @param {(name: import("./cues.js").Channel) => void} changed Told which channel was turned on or off.
 */
export function openPanel(channels, changed) {
  for (const box of /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("[data-channel]"))) {
    const name = /** @type {import("./cues.js").Channel} */ (box.dataset.channel);
    box.checked = channels.on[name];
    box.addEventListener("change", () => {
      channels.set(name, box.checked);
      showPanel(channels);
      changed(name);
    });
  }
  $("voice-name").addEventListener("change", () => channels.setVoice({ name: $("voice-name").value }));
  $("voice-rate").addEventListener("input", () => {
    channels.setVoice({ rate: Number($("voice-rate").value) });
    showRate(channels);
  });
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-test]"))) {
    button.addEventListener("click", () => tryOut(channels, button.dataset.test ?? ""));
  }
  globalThis.speechSynthesis?.addEventListener?.("voiceschanged", () => showPanel(channels));
  showPanel(channels);
}

/** Show what is chosen and what of it does not work here. @param {Channels} channels */
export function showPanel(channels) {
  text("channel-note", channels.missing());
  document.documentElement.classList.toggle("large-text", channels.on.large);
  $("keys").hidden = !channels.on.keys;
  showVoices(channels);
  showRate(channels);
}

/** @param {Channels} channels */
function showVoices(channels) {
  const voices = channels.voices();
  $("voice-pick").hidden = !channels.on.voice || !globalThis.speechSynthesis;
  $("voice-name").replaceChildren(
    new Option("The usual voice of this device", ""),
    ...voices.map((voice) => new Option(voice.localService ? voice.name : `${voice.name} (needs the internet)`, voice.name)));
  const isThere = voices.some((voice) => voice.name === channels.voice.name);
  $("voice-name").value = isThere ? channels.voice.name : "";
}

/** @param {Channels} channels */
function showRate(channels) {
  $("voice-rate").value = String(channels.voice.rate);
  text("voice-rate-now", `${Math.round(channels.voice.rate * 100)} %`);
}

/** @param {Channels} channels @param {string} name */
function tryOut(channels, name) {
  if (name === "large") {
    document.documentElement.classList.add("large-text");
    setTimeout(() => showPanel(channels), SHOWN_MS);
  } else channels.test(/** @type {"voice"|"tone"|"vibration"} */ (name));
  const isMissing = (name === "vibration" && !navigator.vibrate) || (name === "voice" && !globalThis.speechSynthesis);
  text("test-note", isMissing ? "This device cannot do that from a page." : TRIED[name]);
}
