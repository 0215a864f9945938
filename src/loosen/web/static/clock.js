/** The clock of this device beside that of the server. A wrong clock is corrected where that can be known. */

/** @typedef {{server: string, device: number}} Heard When the server was last heard of, by both clocks. */

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** So far a clock may go back before it counts as set back: summer time is no trouble, as it is not in the count. */
const SLACK_MS = 10 * MINUTE_MS;

/** Return the present moment by the clock of the server. @param {Heard | null} heard @param {number} device */
export function nowOf(heard, device = Date.now()) {
  return heard ? device + (Date.parse(heard.server) - heard.device) : device;
}

/** Return whether the clock was set back since the server was heard of. @param {Heard | null} heard @param {number} seen @param {number} device */
export function wentBack(heard, seen, device = Date.now()) {
  return device < Math.max(heard?.device ?? 0, seen) - SLACK_MS;
}

/** Return a day as 2026-11-21, as the calendar of this device has it. @param {number} moment */
export function dayOf(moment) {
  const at = new Date(moment);
  return [String(at.getFullYear()).padStart(4, "0"), two(at.getMonth() + 1), two(at.getDate())].join("-");
}

/** Return how many days lie between two days. @param {string} from @param {string} to */
export function daysBetween(from, to) {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS);
}

/** Return the day so many days later. @param {string} day @param {number} days */
export function shifted(day, days) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** Return a moment with its offset, such as 2026-11-21T09:00:00.000+01:00. @param {number} moment */
export function written(moment) {
  const at = new Date(moment);
  const offset = -at.getTimezoneOffset();
  const zone = `${offset < 0 ? "-" : "+"}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join(":");
  return `${dayOf(moment)}T${time}.${String(at.getMilliseconds()).padStart(3, "0")}${zone}`;
}

/** Return an id that sorts by time and that nobody else makes (UUID version 7). @param {number} moment @returns {string} */
export function newId(moment) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = Math.max(0, Math.floor(moment)) % 2 ** 48;
  for (let place = 0; place < 6; place += 1) bytes[place] = Math.floor(time / 2 ** (8 * (5 - place))) % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** @param {number} number */
function two(number) {
  return String(number).padStart(2, "0");
}
