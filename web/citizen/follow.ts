// Follows the meeting: hands frames to the list, and tells the reader how the line is.
import { timeOfDay } from "../shared/figures.ts";
import { UNREACHED_EVENT } from "./api.ts";
import { serverNow } from "./clock.ts";
import type { Feed } from "./feed.ts";
import { leftWaiting, offline, onQueue, waitingSuggestions } from "./later.ts";
import { Ladder, type Line } from "./net.ts";
import { byId, find, make, t } from "./page.ts";
import { keepPlace } from "./place.ts";
import { NEWS_EVENT } from "./replica.ts";
import { say } from "./status.ts";
import { browser } from "./wire.ts";

/** "Back online" stays this long, and is said when what was missed has come. */
const BACK_MS = 4_000;
const SETTLE_MS = 1_200;
const SECOND_MS = 1_000;

/** The bar above the list: one line about the connection, a smaller one about what waits on this phone. */
class Bar {
  private shown = "";
  private standing = "";
  private off = "";
  private returning = false;
  private backUntil = 0;
  private heard = "";
  /** The server's clock of the latest news. */
  asOf = 0;

  constructor() {
    onQueue(() => this.paint());
  }

  tell(line: Line): void {
    // What is shown stays until it can be said what has come meanwhile.
    this.returning = line.state === "back";
    if (this.returning) return;
    this.off = line.state === "off" ? t("net.off", { n: line.attempt }) : "";
    this.standing = line.state === "slow" ? t("net.slow", { s: line.every_ms / SECOND_MS }) : "";
    this.paint();
    const heard = line.state;
    // Every try is shown; only the change is said.
    if (heard !== this.heard && (heard === "off" || heard === "slow")) say(this.shown);
    this.heard = heard;
  }

  /** One line on return, for a few seconds. */
  back(received: number): void {
    this.backUntil = Date.now() + BACK_MS;
    this.returning = false;
    this.off = "";
    this.heard = "back";
    this.paint(t("net.back", { n: received }));
    say(this.shown);
    window.setTimeout(() => this.paint(), BACK_MS);
  }

  private paint(back = ""): void {
    const bar = byId("net");
    const words = bar && find(bar, ".w");
    if (!bar || !words) return;
    if (this.returning || (!back && !this.off && Date.now() < this.backUntil)) return;
    const main = back || this.off || this.standing;
    const waiting = waitingSuggestions();
    let second = "";
    if (this.off) second = waiting > 0 ? t("net.queued", { n: waiting }) : t("net.old", { time: timeOfDay(this.asOf) });
    const shown = `${main} ${second}`.trim();
    if (shown === this.shown && bar.hidden === !shown) return;
    this.shown = shown;
    keepPlace(() => {
      bar.hidden = !shown;
      bar.classList.toggle("back", back !== "");
      words.textContent = main;
      if (second) words.append(make("small", "", second));
    });
  }
}

/** Starts to follow. `asOf` is the server's clock up to which the page tells. */
export function follow(meeting: string, feed: Feed, asOf: number): Ladder {
  const bar = new Bar();
  bar.asOf = asOf;
  let away = false;
  let before = 0;
  const ladder = new Ladder(
    meeting,
    {
      seq: () => feed.replica.seq,
      frame: (frame) => {
        const applied = feed.replica.apply(frame);
        bar.asOf = serverNow();
        if (applied === "hole") return false;
        if (applied !== "old") {
          feed.show(applied);
          document.dispatchEvent(new CustomEvent(NEWS_EVENT, { detail: applied }));
        }
        return true;
      },
      resync: async () => {
        const done = await feed.resync();
        if (done) bar.asOf = serverNow();
        return done;
      },
      line: (line) => {
        bar.tell(line);
        if (line.state === "open" || line.state === "back") void flush();
        if (line.state === "off" && !away) before = feed.replica.waitingCount;
        away = line.state === "off";
        if (line.state !== "back") return;
        window.setTimeout(() => bar.back(Math.max(0, feed.replica.waitingCount - before)), SETTLE_MS);
      },
    },
    browser,
  );
  window.addEventListener("online", () => ladder.online());
  window.addEventListener("offline", () => ladder.offline());
  window.addEventListener(UNREACHED_EVENT, () => ladder.suspect());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) ladder.seen();
  });
  ladder.start();
  return ladder;
}

/** The line carries: what waits is sent, if anything does. */
async function flush(): Promise<void> {
  if (!leftWaiting()) return;
  const { flush: sendAll } = await offline();
  await sendAll();
}
