// The service worker, served as /sw.js for /m/: keeps the shell and the pages that were seen last, so that a reload without a line
// shows them again, and sends what waits when the line is back, even with no page open. It never answers for the interface: what a
// reader sees as fresh always comes from the server.
import { Outbox, type Ended, type Posted } from "./outbox.ts";
import type { Sending } from "./queue.ts";
import { openShared } from "./shelf.ts";

/** Filled in by the build: the files without which no page works, and a name for this set of them. */
declare const __SHELL__: string[];
declare const __BUILD__: string;

/** Shared with offline.ts. */
const PAGES = "yanlu-pages";
const SYNC = "yanlu-outbox";
const SHELL = `yanlu-shell-${__BUILD__}`;
/** The shell of pages that were kept before the last update stays. */
const SHELLS_MAX = 2;
const PAGES_MAX = 12;
const WAIT_MS = 10_000;
/** What a proxy answers while nothing stands behind it. */
const AWAY = [502, 503, 504];
/** `/m/{meeting}` and its pages; not the segments under `feed/`. */
const PAGE = /^\/m\/[^/]+(?:\/(?:mine|agenda|replies|new|i\/\d+))?$/;

interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetching extends Extendable {
  request: Request;
  preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

interface Syncing extends Extendable {
  tag: string;
}

interface Scope {
  addEventListener(type: "install" | "activate", listener: (event: Extendable) => void): void;
  addEventListener(type: "fetch", listener: (event: Fetching) => void): void;
  addEventListener(type: "sync", listener: (event: Syncing) => void): void;
  skipWaiting(): Promise<void>;
  clients: { claim(): Promise<void>; matchAll(): Promise<Array<{ postMessage(message: unknown): void }>> };
  registration: { navigationPreload?: { enable(): Promise<void> } };
}

const scope = self as unknown as Scope;

async function install(): Promise<void> {
  await (await caches.open(SHELL)).addAll(__SHELL__);
  await scope.skipWaiting();
}

async function activate(): Promise<void> {
  const shells = (await caches.keys()).filter((name) => name.indexOf("yanlu-shell-") === 0);
  await Promise.all(shells.slice(0, -SHELLS_MAX).map((name) => caches.delete(name)));
  const { navigationPreload } = scope.registration;
  if (navigationPreload) await navigationPreload.enable();
  await scope.clients.claim();
}

async function keepPage(path: string, page: Response): Promise<void> {
  const pages = await caches.open(PAGES);
  await pages.delete(path);
  await pages.put(path, page);
  const kept = await pages.keys();
  await Promise.all(kept.slice(0, -PAGES_MAX).map((old) => pages.delete(old)));
}

/** What was seen last at an address, or else the way to the meeting's live page. */
async function keptPage(path: string): Promise<Response | null> {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(path, { ignoreVary: true });
  if (kept) return kept;
  const live = path.split("/").slice(0, 3).join("/");
  return live !== path && (await pages.match(live, { ignoreVary: true })) ? Response.redirect(live, 302) : null;
}

/** The page from the server; where it cannot be reached, what was seen last. */
async function page(event: Fetching, path: string): Promise<Response> {
  try {
    const fresh = (event.preloadResponse && (await event.preloadResponse)) || (await fetch(event.request));
    if (AWAY.indexOf(fresh.status) >= 0) return (await keptPage(path)) || fresh;
    const type = fresh.headers.get("Content-Type") || "";
    if (fresh.ok && !fresh.redirected && type.indexOf("text/html") === 0) event.waitUntil(keepPage(path, fresh.clone()));
    return fresh;
  } catch (unreached) {
    const kept = await keptPage(path);
    if (kept) return kept;
    throw unreached;
  }
}

async function asset(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) || fetch(request);
}

async function post(sending: Sending): Promise<Posted> {
  const { method, headers, body } = sending;
  const refused: Posted = { ok: false, status: 0, code: "", title: "", retryAfterS: 0, body: null };
  const abort = new AbortController();
  const wait = setTimeout(() => abort.abort(), WAIT_MS);
  try {
    const init: RequestInit = { method, headers, credentials: "same-origin", signal: abort.signal };
    const response = await fetch(sending.url, body === undefined ? init : { ...init, body });
    const answer = await response.json().catch(() => null);
    if (response.ok) return { ...refused, ok: true, status: response.status, body: answer };
    const retryAfterS = Number(response.headers.get("Retry-After")) || 0;
    return { ...refused, status: response.status, code: (answer && answer.code) || "", title: (answer && answer.title) || "", retryAfterS };
  } catch {
    return refused;
  } finally {
    clearTimeout(wait);
  }
}

/** Sends what waits; rejects while something is left, so that the browser tries again. */
async function sync(): Promise<void> {
  const shelf = await openShared();
  if (!shelf) return;
  const ended: Ended[] = [];
  const outbox = new Outbox(shelf, post, (one) => ended.push(one));
  await outbox.flush();
  if (ended.length > 0) (await scope.clients.matchAll()).forEach((client) => client.postMessage(ended));
  if ((await outbox.wakeAt()) !== null) throw new Error("something is left");
}

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(activate()));
scope.addEventListener("sync", (event) => {
  if (event.tag === SYNC) event.waitUntil(sync());
});
scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate" && PAGE.test(pathname)) event.respondWith(page(event, pathname));
  else if (pathname.indexOf("/assets/") === 0) event.respondWith(asset(request));
});
