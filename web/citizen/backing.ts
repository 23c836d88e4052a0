// 附議: painted at once, sent once, and taken back with words when it did not go through.
import type { SupportReply } from "../shared/protocol.ts";
import type { LocaleTag } from "../shared/figures.ts";
import { send } from "./api.ts";
import { paintCount, paintSupported } from "./card.ts";
import { icon, t, write } from "./page.ts";
import { say } from "./status.ts";

/** Taps within this become one request. */
const COALESCE_MS = 600;
const WORDS_MS = 4_000;

interface Backing {
  /** What the server knows. */
  known: boolean;
  wish: boolean;
  timer: number;
  sending: boolean;
}

export class Backings {
  private readonly all = new Map<number, Backing>();

  constructor(
    private readonly meeting: string,
    private readonly locale: LocaleTag,
    private readonly supported: Set<number>,
    /** Every button of a suggestion, wherever it is shown. */
    private readonly buttons: (no: number) => HTMLElement[],
    /** Writes the number that the server gave. */
    private readonly counted: (no: number, supports: number) => void,
  ) {
    window.addEventListener("pagehide", () => this.all.forEach((backing, no) => this.flush(no, backing)));
    window.addEventListener("online", () => this.all.forEach((backing, no) => this.flush(no, backing)));
  }

  /** Takes over the buttons under `root`; without a script they are forms. */
  listen(root: HTMLElement, done: (no: number) => void = () => undefined): void {
    root.addEventListener("click", (event) => {
      const button = (event.target as Element).closest<HTMLElement>(".sup");
      const holder = button && button.closest<HTMLElement>("[data-no]");
      if (!button || !holder || (button as HTMLButtonElement).disabled) return;
      event.preventDefault();
      const no = Number(holder.dataset["no"]);
      this.toggle(no);
      if (this.supported.has(no)) done(no);
    });
  }

  private toggle(no: number): void {
    const known = this.supported.has(no);
    const backing = this.all.get(no) || { known, wish: known, timer: 0, sending: false };
    this.all.set(no, backing);
    backing.wish = !backing.wish;
    this.paint(no, backing.wish, backing.wish ? 1 : -1);
    // Counted from the latest tap: someone who cannot decide sends one request, not one in each stretch.
    window.clearTimeout(backing.timer);
    backing.timer = window.setTimeout(() => {
      backing.timer = 0;
      void this.settle(no, backing);
    }, COALESCE_MS);
  }

  private paint(no: number, supported: boolean, change: number): void {
    if (supported) this.supported.add(no);
    else this.supported.delete(no);
    for (const button of this.buttons(no)) {
      button.classList.remove("failed");
      paintSupported(button, supported);
      const exactly = button.querySelector(".x");
      const before = exactly ? Number((exactly.textContent || "0").replace(/\D/g, "")) : NaN;
      const holder = button.closest("[data-no]");
      if (holder && !Number.isNaN(before) && change) paintCount(holder, Math.max(0, before + change), this.locale);
    }
  }

  private url(no: number): string {
    return `/api/v1/meetings/${this.meeting}/suggestions/${no}/support`;
  }

  private async settle(no: number, backing: Backing): Promise<void> {
    if (backing.sending || backing.wish === backing.known) return;
    backing.sending = true;
    const wish = backing.wish;
    const answer = await send<SupportReply>(this.url(no), { method: wish ? "PUT" : "DELETE" });
    backing.sending = false;
    if (answer.ok) {
      backing.known = answer.body.supported;
      this.counted(no, answer.body.supports);
      if (backing.known) say(t("sup.done"));
      if (backing.wish !== backing.known) return this.settle(no, backing);
      return;
    }
    if (answer.status === 0 && !navigator.onLine) return this.buttons(no).forEach((button) => write(button, ".w", t("sup.pending")));
    const words = answer.status === 429 && answer.retryAfterS ? t("sup.wait", { s: answer.retryAfterS }) : this.reason(answer.status, answer.title);
    this.takeBack(no, backing, words);
  }

  private reason(status: number, title: string): string {
    return status === 403 || status === 409 ? title : t("sup.fail");
  }

  /** Never silently: the button says what happened for four seconds. */
  private takeBack(no: number, backing: Backing, words: string): void {
    this.paint(no, backing.known, backing.wish === backing.known ? 0 : backing.known ? 1 : -1);
    backing.wish = backing.known;
    say(words);
    const buttons = this.buttons(no);
    for (const button of buttons) {
      button.classList.add("failed");
      icon(button, "hand-bold");
      write(button, ".w", words);
    }
    window.setTimeout(() => {
      buttons.filter((button) => button.classList.contains("failed")).forEach((button) => {
        button.classList.remove("failed");
        paintSupported(button, this.supported.has(no));
      });
    }, WORDS_MS);
  }

  /** The page goes, or the line is back: what was tapped is sent now. */
  private flush(no: number, backing: Backing): void {
    if (backing.wish === backing.known || backing.sending) return;
    window.clearTimeout(backing.timer);
    backing.timer = 0;
    if (document.visibilityState === "hidden") {
      void fetch(this.url(no), { method: backing.wish ? "PUT" : "DELETE", keepalive: true }).catch(() => undefined);
      backing.known = backing.wish;
    } else {
      void this.settle(no, backing);
    }
  }
}
