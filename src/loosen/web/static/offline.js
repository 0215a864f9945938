/**
 * On every page: lets this browser keep what it needs to go on without the server, and brings both up to date.
 * Small on purpose; whatever else is needed comes when the page has been shown.
 */

const who = document.body.dataset.who ?? "";
const SOON_MS = 1500;

addEventListener("load", () => {
  const idle = globalThis.requestIdleCallback ?? ((/** @type {() => void} */ call) => setTimeout(call, SOON_MS));
  idle(() => void keepUp(), { timeout: SOON_MS });
});

async function keepUp() {
  const { keepUpToDate } = await import("./keep.js");
  await keepUpToDate(who, location.pathname === "/forgotten");
}
