// What stands around the suggestions: the broadcast, comments over it, sharing and settings. Small itself; what it opens is fetched when
// the first paint is done or when the reader asks.
import type { Card, MeetingCard } from "../shared/protocol.ts";
import type { Danmaku } from "./danmaku.ts";
import { setBroadcast } from "./moment.ts";
import { byId, find, make, type PageState } from "./page.ts";
import type { Mode, Player } from "./player.ts";
import { load, save } from "./storage.ts";

const OFFER_KEY = "yanlu.offered";
/** From this size of the system's own text, easy mode is offered once. */
const OFFER_FROM = 1.3;
const AGAIN_MS = 10_000;
const STANDARD_PX = 16;
const APPLE_BODY_PX = 17;

/** Does something when the first paint is done. */
export function afterPaint(work: () => void): void {
  requestAnimationFrame(() => requestAnimationFrame(() => window.setTimeout(work)));
}

export class Broadcast {
  private player: Player | null = null;
  private danmaku: Danmaku | null = null;
  /** The card that the reader touched last: what they share. */
  private touched: HTMLElement | null = null;

  constructor(private meeting: MeetingCard) {
    setBroadcast(meeting);
    this.listen();
    afterPaint(() => this.begin());
  }

  /** What cannot be fetched now is fetched when the line is better. */
  private begin(): void {
    this.open().catch(() => window.setTimeout(() => this.begin(), AGAIN_MS));
  }

  private async open(): Promise<void> {
    const [{ createPlayer }, { createDanmaku }] = await Promise.all([import("./player.ts"), import("./danmaku.ts")]);
    this.danmaku = createDanmaku();
    this.player = createPlayer(this.meeting);
    ["share", "p-mode", "dm-toggle"].forEach((id) => {
      const button = byId(id);
      if (button) button.hidden = false;
    });
    const second = Number(new URLSearchParams(location.search).get("t"));
    const video = byId("video");
    if (second > 0 && video) video.addEventListener("playing", () => this.play(second * 1_000), { once: true });
  }

  /** The meeting has a new face. */
  meetingChanged(meeting: MeetingCard): void {
    this.meeting = meeting;
    setBroadcast(meeting);
    if (this.player) this.player.meetingChanged(meeting);
  }

  /** A suggestion became public. */
  published(card: Card): void {
    if (this.danmaku) this.danmaku.add(card);
  }

  /** Plays a moment of the recording; whether there is one. */
  play(ms: number): boolean {
    if (!this.player || this.meeting.phase.state === "live" || !this.player.recorded) return false;
    this.player.seek(ms);
    return true;
  }

  private listen(): void {
    const on = (id: string, done: (button: HTMLElement, event: Event) => void): void => {
      const button = byId(id);
      if (button) button.addEventListener("click", (event) => done(button, event));
    };
    on("aa", (link, event) => {
      event.preventDefault();
      void import("./settings.ts").then(({ openSettings }) => openSettings(link as HTMLAnchorElement));
    });
    on("share", (button) => {
      void import("./share.ts").then(({ openShare }) => openShare(button, this.meeting.id, this.meeting.current_item, this.sharedCard()));
    });
    on("p-mode", (button) => void this.chooseMode(button));
    const feed = byId("feed");
    if (feed) {
      ["focusin", "click"].forEach((name) => feed.addEventListener(name, (event) => (this.touched = (event.target as Element).closest("article"))));
      feed.addEventListener("click", (event) => this.moment(event));
    }
    this.listenToReading();
  }

  private listenToReading(): void {
    const read = byId("read-feed");
    if (!read || !("speechSynthesis" in window)) return;
    read.hidden = false;
    read.addEventListener("click", () => void import("./readaloud.ts").then(({ toggleReading }) => toggleReading()));
  }

  private sharedCard(): HTMLElement | null {
    const named = new URLSearchParams(location.search).get("n");
    const feed = byId("feed");
    if (this.touched && this.touched.isConnected) return this.touched;
    return feed && (find(feed, `[data-no="${Number(named)}"]`) || find(feed, ".onair"));
  }

  /** A card's moment is played where that is possible. */
  private moment(event: Event): void {
    const link = (event.target as Element).closest<HTMLAnchorElement>("a.at");
    if (!link || !this.player || this.player.mode === "text") return;
    event.preventDefault();
    this.player.seek(Number(new URL(link.href).searchParams.get("t")) * 1_000);
  }

  private async chooseMode(button: HTMLElement): Promise<void> {
    const { player } = this;
    const { closePanel, fromTemplate, openPanel } = await import("./panel.ts");
    const body = fromTemplate("modes-panel");
    if (!player || !body) return;
    const panel = openPanel(button.getAttribute("aria-label") || "", body, button);
    panel.querySelectorAll<HTMLElement>("[data-mode]").forEach((choice) => {
      const current = choice.dataset["mode"] === player.mode;
      choice.setAttribute("aria-pressed", String(current));
      choice.addEventListener("click", () => {
        closePanel();
        player.setMode(choice.dataset["mode"] as Mode);
      });
    });
  }
}

/** How much larger than usual the system shows text. */
function systemScale(): number {
  const sample = make("span", "sr", "x");
  document.body.append(sample);
  sample.style.font = "-apple-system-body";
  const apple = sample.style.font ? parseFloat(getComputedStyle(sample).fontSize) / APPLE_BODY_PX : 1;
  sample.style.font = "";
  sample.style.fontSize = "medium";
  const usual = parseFloat(getComputedStyle(sample).fontSize) / STANDARD_PX;
  sample.remove();
  return Math.max(apple, usual);
}

/** Where the system shows large text, easy mode is offered once. */
export function offerEasyMode(): void {
  const row = byId("offer");
  const { elder, scale } = document.documentElement.dataset;
  if (!row || elder !== undefined || scale !== undefined || load(OFFER_KEY) || systemScale() < OFFER_FROM) return;
  row.hidden = false;
  row.addEventListener("click", () => {
    save(OFFER_KEY, "1");
    row.hidden = true;
  });
}

/** Starts what stands around the list. */
export function startBroadcast(state: PageState): Broadcast {
  const broadcast = new Broadcast(state.meeting);
  afterPaint(offerEasyMode);
  return broadcast;
}
