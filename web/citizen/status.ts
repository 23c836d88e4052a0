// The two spoken lines of the page. Counts are gathered so that a listener is not flooded.
import { byId } from "./page.ts";

const COUNT_INTERVAL_MS = 10_000;
const ALERT_MS = 8_000;

let lastCount = 0;
let pending = "";
let timer = 0;

/** Says the result of the reader's own action, at once. */
export function say(text: string): void {
  const line = byId("status");
  if (line) line.textContent = text;
}

/** Says a count, at most one in ten seconds; the latest wins. */
export function sayCount(text: string): void {
  pending = text;
  if (timer) return;
  const wait = Math.max(0, lastCount + COUNT_INTERVAL_MS - Date.now());
  timer = window.setTimeout(() => {
    timer = 0;
    lastCount = Date.now();
    say(pending);
  }, wait);
}

/** Shows and says an error of the reader's own action that needs doing something. */
export function alertReader(text: string): void {
  show(text, false);
}

/** Shows and says that the reader's own action is done, where nothing else on the screen tells. */
export function confirm(text: string): void {
  show(text, true);
}

function show(text: string, good: boolean): void {
  const line = byId("alert");
  if (!line) return;
  line.classList.toggle("good", good);
  line.textContent = text;
  window.setTimeout(() => {
    if (line.textContent === text) line.textContent = "";
  }, ALERT_MS);
}
