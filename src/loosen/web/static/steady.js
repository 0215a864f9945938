/**
 * A clock that goes on evenly in a hidden page, and that nobody can set by a little. Where the clock of the device
 * and the even one part by more than that, the device slept or its clock was set: then the device's is taken up.
 */

const PARTED_MS = 150_000;

/**
 * @param {() => number} wall The clock of the device, in milliseconds.
 * @param {() => number} even Milliseconds that go on evenly while the page lives.
 * @returns {() => number}
 */
export function steadyClock(wall, even) {
  let began = wall() - even();
  return () => {
    const now = began + even();
    if (Math.abs(wall() - now) <= PARTED_MS) return now;
    began = wall() - even();
    return wall();
  };
}
