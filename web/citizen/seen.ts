// A page that comes from the cache is a page of an earlier minute. This remembers when it was first seen and what the reader has done
// since, so that its clock is right and its buttons do not forget.
import { load, save } from "./storage.ts";
import type { PageState } from "./page.ts";

interface Seen {
  /** The server's clock when the page was made: it tells one page from another. */
  now: number;
  /** This device's clock when it was first seen. */
  here: number;
  supported: number[];
}

export interface Resumed {
  /** The server's clock up to which the page tells. */
  asOf: number;
  /** Numbers whose backing is no longer as the page says. */
  changed: number[];
  /** The page as the server sent it; empty where the service worker has it already. */
  page: string;
}

let place = "";
let seen: Seen | null = null;

function read(): Seen | null {
  try {
    const kept: Seen | null = JSON.parse(load(place) || "null");
    return kept && Array.isArray(kept.supported) ? kept : null;
  } catch {
    return null;
  }
}

/** Brings a page's state up to date; before anything of the page is changed. */
export function resume(state: PageState): Resumed {
  const worker = "serviceWorker" in navigator ? navigator.serviceWorker : null;
  const page = worker && !worker.controller ? `<!doctype html>${document.documentElement.outerHTML}` : "";
  const asOf = state.now;
  place = `yanlu.seen.${location.pathname}`;
  seen = read();
  if (!seen || seen.now !== state.now) {
    seen = { now: state.now, here: Date.now(), supported: state.supported };
    save(place, JSON.stringify(seen));
    return { asOf, changed: [], page };
  }
  const before = state.supported;
  const { supported } = seen;
  const changed = supported.filter((no) => before.indexOf(no) < 0).concat(before.filter((no) => supported.indexOf(no) < 0));
  state.supported = supported.slice();
  state.now += (Date.now() - seen.here) * state.speed;
  return { asOf, changed, page };
}

/** The server has confirmed a backing or its end. */
export function remember(supported: Set<number>): void {
  if (!seen) return;
  seen.supported = Array.from(supported);
  save(place, JSON.stringify(seen));
}
