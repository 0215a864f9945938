/** The buttons of a lock screen, of headphones and of a keyboard. They reach a page only while it plays a sound. */

/** @type {Record<string, string>} */
const BUTTONS = { play: "go-on", pause: "pause", nexttrack: "skip", previoustrack: "again" };

/** The bout as the device sees it: something that plays, with a title and a few buttons. */
export class Remote {
  /** @param {(wish: string) => void} press */
  constructor(press) {
    /** @type {HTMLAudioElement|null} */
    this.silence = null;
    this.session = navigator.mediaSession ?? null;
    for (const [button, wish] of Object.entries(BUTTONS)) {
      try {
        this.session?.setActionHandler(/** @type {MediaSessionAction} */ (button), () => press(wish));
      } catch {
        // a button that this browser does not know
      }
    }
  }

  /** Return whether this browser has such buttons at all. */
  get isThere() {
    return this.session !== null;
  }

  /**
   * @param {{title: string, artist: string, album: string}} what
   * @param {boolean} isRunning
   */
  tell(what, isRunning) {
    if (!this.session) return;
    this.session.playbackState = isRunning ? "playing" : "paused";
    const shown = this.session.metadata;
    if (shown?.title === what.title && shown.artist === what.artist) return;
    if (typeof MediaMetadata === "function") this.session.metadata = new MediaMetadata(what);
  }

  /** Take the buttons by playing a silence, or let them go. @param {boolean} wanted */
  async hold(wanted) {
    if (!wanted) {
      this.silence?.pause();
      return;
    }
    try {
      this.silence ??= Object.assign(new Audio(new URL("./silence.wav", import.meta.url).href), { loop: true });
      await this.silence.play();
    } catch {
      this.silence = null; // refused or not to be had: the buttons on the page are there all the same
    }
  }
}
