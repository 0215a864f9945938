/** What a bout sounds and feels like: voice, tone, vibration, a screen that stays on. Each fails in silence. */

/** @typedef {"voice"|"tone"|"vibration"|"large"|"awake"|"keys"} Channel */

const KEPT_UNDER = "loosen.player";
/** @type {Record<Channel, boolean>} */
const AT_FIRST = { voice: true, tone: true, vibration: true, large: false, awake: true, keys: true };
/** Pitch by what begins, in hertz. */
const PITCH = { move: 660, hold: 440, breathe: 440, rest: 330, "switch-side": 550, "get-ready": 523, done: 784 };
const TONE_S = 0.16;
const LOUD = 0.18;
const VIBRATION_MS = 80;

/** The channels a person has chosen; remembered by this browser. */
export class Channels {
  constructor() {
    /** @type {Record<Channel, boolean>} */
    this.on = { ...AT_FIRST, ...read(KEPT_UNDER, {}) };
    /** @type {AudioContext|null} */
    this.audio = null;
    /** @type {WakeLockSentinel|null} */
    this.lock = null;
    this.wantsLock = false;
  }

  /** @param {Channel} name @param {boolean} value */
  set(name, value) {
    this.on[name] = value;
    write(KEPT_UNDER, this.on);
    if (name === "voice" && !value) this.hush();
    if (name === "awake") void this.keepAwake(this.wantsLock);
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
    if (this.on.vibration) navigator.vibrate?.(VIBRATION_MS);
    if (words) this.say(words);
  }

  /** Say words. A number never cuts off a sentence that is still being said. @param {string} words */
  say(words) {
    const voice = globalThis.speechSynthesis;
    if (!this.on.voice || !voice) return;
    const isShort = !words.includes(" ");
    if (voice.speaking && isShort) return;
    voice.cancel();
    const said = new SpeechSynthesisUtterance(words);
    said.lang = document.documentElement.lang;
    voice.speak(said);
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
    try {
      if (wanted && this.on.awake && !this.lock && document.visibilityState === "visible") {
        const lock = await navigator.wakeLock?.request("screen");
        lock?.addEventListener("release", () => { this.lock = null; });
        this.lock = lock ?? null;
      }
      if (this.lock && !(this.wantsLock && this.on.awake)) await this.lock.release();
    } catch {
      this.lock = null;
    }
  }

  /** Say what of what was chosen this browser cannot do. @returns {string} */
  missing() {
    const said = [];
    if (this.on.voice && !globalThis.speechSynthesis) said.push("This browser has no voice. Read the words instead.");
    if (this.on.voice && globalThis.speechSynthesis?.getVoices().length === 0) {
      said.push("This device may have no voice. The words stand on the screen.");
    }
    if (this.on.awake && !navigator.wakeLock) {
      said.push("The screen cannot be kept on here. Let it stay on longer in the settings of your device.");
    }
    if (this.on.vibration && !navigator.vibrate) said.push("This device does not vibrate.");
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

/** Let the browser remember something; where it may not, that is all right. @param {string} name @param {unknown} value */
export function write(name, value) {
  try {
    if (value === null) localStorage.removeItem(name);
    else localStorage.setItem(name, JSON.stringify(value));
  } catch {
    // a private window or a full disk: the bout goes on, only a reload would lose the place
  }
}
