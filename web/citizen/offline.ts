// The page's side of being offline: the outbox with its occasions to send, the list of what waits, and the service worker.
import { send, type Answer } from "./api.ts";
import { leftWaiting, tellQueue } from "./later.ts";
import { Outbox, type Ended, type Posted } from "./outbox.ts";
import { inOrder, type Back, type Entry, type Sending, type Suggest } from "./queue.ts";
import { openShelf } from "./shelf.ts";
import { paintQueued } from "./queued.ts";

/** Shared with worker.ts. */
const PAGES = "yanlu-pages";
const SYNC = "yanlu-outbox";
/** After a try in vain, when nothing else tells that the line is back: the first and the longest pause. */
const AGAIN_MS = 5_000;
const AGAIN_MAX_MS = 30_000;
/** A request that takes longer was swallowed on its way. */
const WAIT_MS = 15_000;

interface WithSync {
  sync?: { register(tag: string): Promise<void> };
}

/** The address names it on every page of a meeting. */
const meeting = (/^\/m\/([^/]+)/.exec(location.pathname) || [])[1] || "";
let started = false;
let timer = 0;
let inVain = 0;
/** The request that is under way. */
let current: AbortController | null = null;
const enders: Array<(ended: Ended) => void> = [];

async function post(sending: Sending): Promise<Posted> {
  const { method, headers, body } = sending;
  const abort = new AbortController();
  const wait = window.setTimeout(() => abort.abort(), WAIT_MS);
  current = abort;
  const init: RequestInit = { method, headers, signal: abort.signal };
  const answer: Answer<unknown> = await send<unknown>(sending.url, body === undefined ? init : { ...init, body });
  window.clearTimeout(wait);
  if (answer.ok) return { ok: true, status: 200, code: "", title: "", retryAfterS: 0, body: answer.body };
  return { ...answer, body: null };
}

const ready = openShelf().then((shelf) => new Outbox(shelf, post, (ended) => enders.forEach((listener) => listener(ended))));

/** Hears of every entry that came to an end, sent from here or by the worker. */
export function onEnded(listener: (ended: Ended) => void): void {
  enders.push(listener);
}

/** What waits of this meeting, in the order of writing; what was declined included. */
export async function waiting(): Promise<Entry[]> {
  const all = await (await ready).all();
  return inOrder(all.filter((one) => one.meeting === meeting));
}

/** Keeps something to send; `false` when there is no room. */
export async function keep(what: Suggest | Back, key: string): Promise<boolean> {
  const kept = await (await ready).put(meeting, what, key);
  await refresh();
  // While the page is open and believes in its line, it sends by itself: two senders would only wait for each other.
  if (navigator.onLine === false) askWorker();
  return kept;
}

export async function discard(id: string): Promise<void> {
  await (await ready).remove(id);
  await refresh();
}

/** Sends what waits, if the line carries. */
export async function flush(): Promise<void> {
  const outbox = await ready;
  window.clearTimeout(timer);
  const reached = await outbox.flush();
  await refresh();
  const at = await outbox.wakeAt();
  if (at === null) return;
  inVain = reached ? 0 : inVain + 1;
  const pause = reached ? Math.max(1_000, at - Date.now()) : Math.min(AGAIN_MAX_MS, AGAIN_MS * inVain);
  timer = window.setTimeout(() => void flush(), pause);
}

async function refresh(): Promise<void> {
  const outbox = await ready;
  const found = await outbox.all();
  // A backing that was declined has been told on its button; there is nothing to mend.
  const over = found.filter((one) => one.refused && one.what.kind === "back");
  for (const one of over) await outbox.remove(one.id);
  const all = found.filter((one) => over.indexOf(one) < 0);
  const own = inOrder(all.filter((one) => one.meeting === meeting && one.what.kind === "suggest"));
  tellQueue(own.filter((one) => !one.refused).length, all.length > 0);
  paintQueued(own, (id) => void discard(id));
}

/** Where the browser can, it sends what waits even when this page has gone. */
function askWorker(): void {
  if (!("serviceWorker" in navigator)) return;
  const asked = navigator.serviceWorker.ready.then((registration) => {
    const { sync } = registration as unknown as WithSync;
    return sync ? sync.register(SYNC) : undefined;
  });
  // Refused by the reader or unknown here: the page sends when the line is back.
  asked.catch(() => undefined);
}

/** Keeps the page, as the server sent it, for a visit without a line. */
async function keepPage(path: string, html: string): Promise<void> {
  const headers = { "Content-Type": "text/html; charset=utf-8" };
  await (await caches.open(PAGES)).put(path, new Response(html, { headers }));
}

/** Keeps one's own list as it is now: the page that is looked for when the line is gone. */
export async function keepMine(): Promise<void> {
  if (!("caches" in window)) return;
  const path = `/m/${meeting}/mine`;
  try {
    const response = await fetch(path, { credentials: "same-origin" });
    if (response.ok) await keepPage(path, await response.text());
  } catch {
    // It is kept when it is visited.
  }
}

/** Starts the queue. `page` is this page as the server sent it; empty where the worker keeps it already. */
export async function start(page: string): Promise<void> {
  if (started || !meeting) return;
  started = true;
  window.addEventListener("online", () => {
    // What went out by the way that is gone will not come back; its key makes sending it again harmless.
    if (current) current.abort();
    void flush();
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && leftWaiting()) askWorker();
  });
  await refresh();
  void flush();
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.addEventListener("message", (event: MessageEvent<Ended[]>) => {
    event.data.forEach((ended) => enders.forEach((listener) => listener(ended)));
    void refresh();
  });
  try {
    await navigator.serviceWorker.register("/sw.js", { scope: "/m/" });
    if (page) await keepPage(location.pathname, page);
  } catch {
    // Without a worker everything works but a reload without a line.
  }
}
