// The meeting's clock and the playhead of the time axis: both follow the server's clock, not this device's.
import { clock } from "../shared/figures.ts";
import { byId, find } from "./page.ts";

const AXIS_WIDTH = 340;
const TICK_MS = 1_000;

/** The moment that is shown, ms from the start; null: the meeting's own clock. */
let watched: () => number | null = () => null;
let everySecond: () => void = () => undefined;

let made = { server: Date.now(), here: Date.now(), speed: 1 };

/** Learns the server's clock from the moment when the page was made. */
export function setServerNow(now: number, speed: number): void {
  made = { server: now, here: Date.now(), speed };
}

export function serverNow(): number {
  return made.server + (Date.now() - made.here) * made.speed;
}

/** How much faster than real time the meeting's clock runs. */
export function meetingSpeed(): number {
  return made.speed;
}

function tick(): void {
  const shown = find(document, "#meeting-clock .clock");
  const since = shown ? Number(shown.dataset["since"]) : 0;
  if (shown && since > 0) {
    const at = watched();
    const words = clock(at === null ? serverNow() - since : at);
    // A recording has a clock as well, while it plays.
    const line = byId("meeting-clock");
    if (line && at !== null) line.hidden = false;
    if (shown.textContent !== words) shown.textContent = words;
  }
  everySecond();
  const axis = byId("axis");
  const start = axis ? Number(axis.dataset["since"]) : 0;
  const head = document.getElementById("playhead");
  if (!axis || start <= 0 || !head || head.getAttribute("visibility") === "hidden") return;
  const x = Math.min(AXIS_WIDTH, (AXIS_WIDTH * (serverNow() - start)) / Number(axis.dataset["total"])).toFixed(1);
  head.setAttribute("transform", `translate(${x} 0)`);
  const elapsed = document.getElementById("elapsed-to");
  if (elapsed) elapsed.setAttribute("width", x);
}

/** Starts the clock: it shows the moment that is watched, and calls `second` each second. */
export function startClock(moment: () => number | null, second: () => void): void {
  watched = moment;
  everySecond = second;
  tick();
  window.setInterval(() => {
    if (!document.hidden) tick();
  }, TICK_MS);
}
