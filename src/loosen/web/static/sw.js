/**
 * The service worker: keeps what everybody may see (shell, rules, pictures) and the page that goes on without the
 * server. It never keeps a page of a person; those days lie in the browser's database, under that person.
 * The server puts `self.LOOSEN` before this text: version, shell, page.
 */

const { version, shell, page, static: digest } = self.LOOSEN;
const SHELL = `loosen-shell-${version}`;
const FIGURES = "loosen-figures";
/** A server that does not answer within this time is taken for gone. */
const PATIENCE_MS = 4000;
/** For so long nobody waits for it again. */
const AWAY_MS = 20_000;
const GONE = new Set([502, 503, 504]);
let awayUntil = 0;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const answer = answerFor(event.request);
  if (answer) event.respondWith(answer);
});
self.addEventListener("message", (event) => {
  if (event.data?.type === "keep") event.waitUntil(keep(event.data.figures));
  if (event.data?.type === "renew") event.waitUntil(renew());
  if (event.data?.type === "forget") event.waitUntil(caches.delete(FIGURES).then(renew));
});

async function install() {
  const cache = await caches.open(SHELL);
  await cache.addAll(shell.map((address) => new Request(address, { cache: "reload" })));
  await renew();
  await self.skipWaiting();
}

async function activate() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith("loosen-shell-") && name !== SHELL);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

/** Fetch the page without the server anew: it carries the lines of the person's country. */
async function renew() {
  const cache = await caches.open(SHELL);
  const answer = await fetch(page, { cache: "no-store", credentials: "same-origin" });
  if (answer.ok && !answer.redirected) await cache.put(page, answer);
}

/** Keep the pictures of the coming days, and let go of others. @param {string[]} figures */
async function keep(figures) {
  const cache = await caches.open(FIGURES);
  const wanted = new Set(figures.map((address) => new URL(address, self.location.origin).href));
  for (const request of await cache.keys()) if (!wanted.has(request.url)) await cache.delete(request);
  const there = new Set((await cache.keys()).map((request) => request.url));
  await Promise.allSettled([...wanted].filter((address) => !there.has(address)).map((address) => cache.add(address)));
}

/** Return the answer to a request, or nothing where the browser should go its own way. @param {Request} request */
function answerFor(request) {
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return null;
  if (request.mode === "navigate") return navigate(request);
  if (request.method !== "GET") return null;
  if (url.pathname.startsWith("/figures/") && url.search) return keptFirst(request, FIGURES);
  if (url.pathname === "/offline/rules.json" && url.search) return keptFirst(request, SHELL);
  if (url.pathname.startsWith("/static/") || url.pathname === "/reveal.css") {
    return url.search === `?${digest}` ? keptFirst(request, SHELL, true) : serverFirst(request);
  }
  return null;
}

/** Show a page of the server; the page without the server where it does not answer. @param {Request} request */
async function navigate(request) {
  const waits = request.method === "GET";
  const copy = waits ? null : request.clone();
  try {
    const answer = await (waits ? soon(request) : fetch(request));
    if (!GONE.has(answer.status) || answer.headers.get("content-security-policy")) return answer;
  } catch {
    if (copy) await keepDraft(copy).catch(() => undefined);
  }
  const kept = await caches.match(page, { ignoreSearch: true });
  return kept ?? Response.error();
}

/** Keep what was sent and did not arrive, for the page without the server to show it again. @param {Request} request */
async function keepDraft(request) {
  const fields = [...(await request.formData())].map(([name, value]) => [name, String(value)]);
  const { pathname: path } = new URL(request.url);
  await new Promise((resolve, reject) => {
    const opening = indexedDB.open("loosen");
    opening.onupgradeneeded = () => opening.transaction.abort(); // never opened by a page: nothing to show it in
    opening.onerror = reject;
    opening.onsuccess = () => {
      const turn = opening.result.transaction("kept", "readwrite");
      turn.objectStore("kept").put({ path, fields, at: Date.now() }, "draft");
      turn.oncomplete = () => { opening.result.close(); resolve(undefined); };
      turn.onerror = reject;
    };
  });
}

/** @param {Request} request @param {string} name @param {boolean} ignoreSearch Modules are kept as they import each other: without the digest. */
async function keptFirst(request, name, ignoreSearch = false) {
  const cache = await caches.open(name);
  return (await cache.match(request, { ignoreSearch })) ?? (await fetch(request));
}

/** @param {Request} request */
async function serverFirst(request) {
  try {
    return await soon(request);
  } catch {
    return (await caches.match(request, { ignoreSearch: true })) ?? Response.error();
  }
}

/** Fetch, but not for longer than people wait. @param {Request} request */
async function soon(request) {
  if (Date.now() < awayUntil) throw new Error("The server was away a moment ago.");
  const ends = new AbortController();
  const timer = setTimeout(() => ends.abort(), PATIENCE_MS);
  try {
    return await fetch(request, { signal: ends.signal });
  } catch (error) {
    awayUntil = Date.now() + (ends.signal.aborted ? AWAY_MS : 0);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
