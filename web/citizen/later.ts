// What is not needed at once: the queue of what could not be sent, and the service worker. Loaded when the page is at rest, so that
// it is there when the line goes.
import { drop, load, save } from "./storage.ts";

export type Offline = typeof import("./offline.ts");

/** Whether something waits, for the next page: reading the queue itself costs more. */
const FLAG = "yanlu.waiting";
/** After the page has loaded, other things come first for this long. */
const REST_MS = 1_500;

let loading: Promise<Offline> | null = null;
let suggestions = 0;
const listeners: Array<() => void> = [];

/** The queue. Rejects when it cannot be loaded; a later call tries again. */
export function offline(): Promise<Offline> {
  if (!loading) {
    loading = import("./offline.ts");
    loading.catch(() => {
      loading = null;
    });
  }
  return loading;
}

/** Does something when the page has loaded and has nothing better to do. */
export function atRest(work: () => void): void {
  const rest = (): void => {
    window.setTimeout(work, REST_MS);
  };
  if (document.readyState === "complete") rest();
  else window.addEventListener("load", rest, { once: true });
}

/** Suggestions of this meeting that wait to be sent. */
export function waitingSuggestions(): number {
  return suggestions;
}

/** Whether an earlier page left something to send. */
export function leftWaiting(): boolean {
  return load(FLAG) !== null;
}

export function onQueue(listener: () => void): void {
  listeners.push(listener);
}

/** The queue tells what it holds: suggestions of this meeting, and anything at all. */
export function tellQueue(own: number, any: boolean): void {
  if (any) save(FLAG, "1");
  else drop(FLAG);
  if (own === suggestions) return;
  suggestions = own;
  listeners.forEach((listener) => listener());
}
