/** When a break is due, as `loosen.core.breaks` decides it; both are tested on the same cases. */

/**
 * @typedef {{since: number, seen: number, called: number|null, calls: number, breaks: number}} Sitting
 * @typedef {{every: number, natural: number, again: number}} Wishes All in milliseconds.
 */

const MOST_CALLS = 2;

/** Return a sitting that begins. @param {number} now @param {number} [breaks] @returns {Sitting} */
export function begin(now, breaks = 0) {
  return { since: now, seen: now, called: null, calls: 0, breaks };
}

/**
 * Return the sitting as it is now, and whether a break is called at this moment.
 * @param {Sitting} sitting
 * @param {number} now
 * @param {number|null} idle How long nothing was touched; null where that cannot be known.
 * @param {Wishes} wishes
 * @param {boolean} [isQuiet] Whether nothing may be called now.
 * @returns {[Sitting, boolean]}
 */
export function look(sitting, now, idle, wishes, isQuiet = false) {
  const gap = now - sitting.seen;
  const away = Math.max(idle ?? 0, gap);
  if (gap < 0) return [begin(now, sitting.breaks), false]; // the clock was set back
  if (away >= wishes.natural) return [begin(now, sitting.breaks + Number(sitting.since < now - away)), false];
  const seen = { ...sitting, seen: now };
  if (isQuiet) return [seen, false];
  if (sitting.called === null) {
    return now - sitting.since >= wishes.every ? [{ ...seen, called: now, calls: 1 }, true] : [seen, false];
  }
  if (sitting.calls < MOST_CALLS) {
    const isAgain = now - sitting.called >= wishes.again;
    return isAgain ? [{ ...seen, called: now, calls: sitting.calls + 1 }, true] : [seen, false];
  }
  const isNext = now - sitting.called >= wishes.every;
  return isNext ? [{ ...seen, since: sitting.called, called: now, calls: 1 }, true] : [seen, false];
}
