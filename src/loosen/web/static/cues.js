/** What a bout sounds and feels like: voice, tone, vibration, a screen that stays on. Each fails in silence. */

/** @typedef {"voice"|"tone"|"vibration"|"large"|"awake"|"keys"|"lock"} Channel */

const KEPT_UNDER = "loosen.player";
const VOICE_UNDER = "loosen.player.voice";
/** @type {Record<Channel, boolean>} */
const AT_FIRST = { voice: true, tone: true, vibration: true, large: false, awake: true, keys: true, lock: false };
/** Pitch by what begins, in hertz. */
const PITCH = {
  move: 660, hold: 440, breathe: 440, rest: 330, "switch-side": 550, next: 587, "get-ready": 523, done: 784,
  in: 392, out: 294,
};
/** How it is felt, in milliseconds on and off; what begins can be told apart in a pocket. */
const PULSE = { hold: [200], rest: [80, 80, 80], next: [80, 80, 80], done: [200, 100, 200], in: [40], out: [120] };
const VIBRATION_MS = [80];
const TONE_S = 0.16;
const LONGEST_MS = 45_000;
const SOON_MS = 1100;
const LOUD = 0.18;
const SAMPLE = "This is the voice of your bout. Hold, and breathe.";
const NO_WAKE = "Let it stay on longer in the settings of your device.";

/** The channels a person has chosen; remembered by this browser. */
export class Channels {
  /** @param {() => void} [changed] Told when something turns out not to work. */
  constructor(changed = () => {}) {
    /** @type {Record<Channel, boolean>} */
    this.on = { ...AT_FIRST, ...read(KEPT_UNDER, {}) };
    /** @type {{name: string, rate: number}} Which voice, and how fast it speaks. */
    this.voice = { name: "", rate: 1, ...read(VOICE_UNDER, {}) };
    /** @type {AudioContext|null} */
    this.audio = null;
    /** @type {WakeLockSentinel|null} */
    this.lock = null;
    this.wantsLock = false;
    this.saidAt = 0;
    this.isLockRefused = false;
    this.isVoiceRefused = false;
    this.changed = changed;
  }

  /** @param {Channel} name @param {boolean} value */
  set(name, value) {
    this.on[name] = value;
    write(KEPT_UNDER, this.on);
    if (name === "voice" && !value) this.hush();
    if (name === "awake") void this.keepAwake(this.wantsLock);
  }

  /** @param {Partial<{name: string, rate: number}>} wanted */
  setVoice(wanted) {
    this.voice = { ...this.voice, ...wanted };
    write(VOICE_UNDER, this.voice);
  }

  /** Return the voices that speak the language of the page. @returns {SpeechSynthesisVoice[]} */
  voices() {
    const all = globalThis.speechSynthesis?.getVoices() ?? [];
    const language = document.documentElement.lang;
    return all.filter((voice) => voice.lang?.replace("_", "-").startsWith(language));
  }

  /** Make the sound ready; browsers allow that only while a person presses something. */
  wake() {
    try {
      this.audio ??= new AudioContext();
      void this.audio.resume();
    } catch {
      this.audio = null;
    }
  }

  /**
   * Let a cue be heard and felt.
   * @param {string} kind
   * @param {string} words What to say; nothing when empty.
   */
  give(kind, words) {
    if (this.on.tone) this.sound(PITCH[/** @type {keyof typeof PITCH} */ (kind)] ?? PITCH.rest);
    if (this.on.vibration) this.pulse(kind);
    if (words) this.say(words);
  }

  /** @param {string} kind */
  pulse(kind) {
    if (navigator.userActivation?.hasBeenActive === false) return; // nobody has touched the page yet: refused
    navigator.vibrate?.(PULSE[/** @type {keyof typeof PULSE} */ (kind)] ?? VIBRATION_MS);
  }

  /** Try a channel, whether it is chosen or not. @param {"voice"|"tone"|"vibration"} name */
  test(name) {
    this.wake();
    if (name === "voice") this.speak(SAMPLE);
    else if (name === "tone") this.sound(PITCH.move);
    else this.pulse("done");
  }

  /** Say words. A number never cuts off a sentence that is still being said. @param {string} words */
  say(words) {
    const voice = globalThis.speechSynthesis;
    if (!this.on.voice || !voice) return;
    const isShort = !words.includes(" ");
    if (voice.speaking && isShort) return;
    this.speak(words);
  }

  /** @param {string} words */
  speak(words) {
    const voice = globalThis.speechSynthesis;
    if (!voice) return;
    voice.cancel();
    this.saidAt = Date.now();
    const said = new SpeechSynthesisUtterance(words);
    said.lang = document.documentElement.lang;
    said.rate = this.voice.rate;
    const chosen = this.voices().find((one) => one.name === this.voice.name);
    if (chosen) said.voice = chosen;
    said.onerror = ({ error }) => {
      if (error !== "not-allowed" && error !== "synthesis-failed" && error !== "voice-unavailable") return;
      this.isVoiceRefused = true;
      this.changed();
    };
    voice.speak(said);
  }

  /**
   * Return whether "get ready" is over but for the voice: the first repetition begins when the steps are said.
   * Some voices never tell their end, so it waits for so long at most.
   * @param {import("./machine.js").State} state
   */
  isStillSaying({ status, cues, index, into }) {
    const cue = cues[index];
    const isNearlyOver = status === "running" && cue?.kind === "get-ready" && cue.ms - into <= SOON_MS;
    return isNearlyOver && this.on.voice && globalThis.speechSynthesis?.speaking === true && Date.now() - this.saidAt < LONGEST_MS;
  }

  /** Be silent at once. */
  hush() {
    globalThis.speechSynthesis?.cancel();
  }

  /** @param {number} pitch */
  sound(pitch) {
    if (!this.audio) return;
    const from = this.audio.currentTime;
    const tone = this.audio.createOscillator();
    const volume = this.audio.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(LOUD, from);
    volume.gain.exponentialRampToValueAtTime(0.001, from + TONE_S); // fades, so that it does not click
    tone.connect(volume).connect(this.audio.destination);
    tone.start(from);
    tone.stop(from + TONE_S);
  }

  /** Keep the screen on, or let it go. @param {boolean} wanted */
  async keepAwake(wanted) {
    this.wantsLock = wanted;
    const refused = this.isLockRefused;
    try {
      if (wanted && this.on.awake && !this.lock && document.visibilityState === "visible") {
        const lock = await navigator.wakeLock?.request("screen");
        lock?.addEventListener("release", () => { this.lock = null; });
        this.lock = lock ?? null;
        this.isLockRefused = false;
      }
      if (this.lock && !(this.wantsLock && this.on.awake)) await this.lock.release();
    } catch {
      this.lock = null;
      this.isLockRefused = true;
    }
    if (this.isLockRefused !== refused) this.changed();
  }

  /** Say what of what was chosen this browser cannot do. @returns {string} */
  missing() {
    const said = [];
    const voices = globalThis.speechSynthesis?.getVoices().length;
    if (this.on.voice && voices === undefined) said.push("This browser has no voice. Read the words instead.");
    if (this.on.voice && voices === 0) said.push("This device may have no voice. The words stand on the screen.");
    if (this.on.voice && this.isVoiceRefused) said.push("The voice could not speak. Read the words instead.");
    if (this.on.awake && !navigator.wakeLock) {
      const why = globalThis.isSecureContext ? "This browser cannot keep the screen on." : "The screen cannot be "
        + "kept on here: browsers allow that only on https or on the device that runs Loosen.";
      said.push(`${why} ${NO_WAKE}`);
    }
    if (this.on.awake && this.isLockRefused) {
      said.push(`The device did not let the screen stay on. Saving battery may be why. ${NO_WAKE}`);
    }
    if (this.on.vibration && !navigator.vibrate) said.push("This device does not vibrate from a page.");
    if (this.on.lock && !navigator.mediaSession) said.push("This browser has no buttons on the lock screen.");
    return said.join(" ");
  }
}

/** Return what the browser remembers, or something else. @template T @param {string} name @param {T} other @returns {T} */
export function read(name, other) {
  try {
    return JSON.parse(localStorage.getItem(name) ?? "null") ?? other;
  } catch {
    return other;
  }
}

/**
 * Let the browser remember something.
 * @param {string} name
 * @param {unknown} value
 * @returns {boolean} Whether it does; in a private window or on a full disk it may not.
 */
export function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false; // the bout goes on, only a reload would lose the place
  }
}
