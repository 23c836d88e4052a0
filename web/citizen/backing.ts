// 附議: painted at once, sent once, and taken back with words when it did not go through. Without a line it waits on this phone.
import type { SupportReply } from "../shared/protocol.ts";
import type { LocaleTag } from "../shared/figures.ts";
import { send, type Answer } from "./api.ts";
import { paintCount, paintSupported } from "./card.ts";
import { newKey } from "./draft.ts";
import { leftWaiting, offline } from "./later.ts";
import type { Ended } from "./outbox.ts";
import { icon, t, write } from "./page.ts";
import { remember } from "./seen.ts";
import { alertReader, say } from "./status.ts";
import { drop, load, save } from "./storage.ts";

/** Taps that follow each other within this become one request. */
const COALESCE_MS = 600;
const WORDS_MS = 4_000;

interface Backing {
  /** What the server knows. */
  known: boolean;
  wish: boolean;
  timer: number;
  sending: boolean;
  /** Waits in the queue of this phone. */
  queued: boolean;
}

export class Backings {
  private readonly all = new Map<number, Backing>();
  private hearing = false;

  constructor(
    private readonly meeting: string,
    private readonly locale: LocaleTag,
    private readonly supported: Set<number>,
    /** Every button of a suggestion, wherever it is shown. */
    private readonly buttons: (no: number) => HTMLElement[],
    /** Writes the number that the server gave. */
    private readonly counted: (no: number, supports: number) => void,
  ) {
    window.addEventListener("pagehide", () => this.leave());
    const settleAll = (): void => this.all.forEach((backing, no) => void this.settle(no, backing));
    window.addEventListener("online", settleAll);
    window.addEventListener("pageshow", (event) => event.persisted && settleAll());
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

  /** Shows what an earlier page knew or left waiting: `changed` are the numbers that the markup has wrong. */
  async restore(changed: number[]): Promise<void> {
    changed.forEach((no) => this.paint(no, this.supported.has(no), 0));
    const left = this.takeLeft();
    if (!leftWaiting() && left.length === 0) return;
    const { waiting } = await offline();
    for (const { what } of await waiting()) {
      if (what.kind !== "back") continue;
      const backing = this.of(what.no);
      backing.queued = true;
      this.show(what.no, backing, what.wish);
      this.sayPending(what.no, what.wish);
    }
    await this.hear();
    for (const [no, wish] of left) {
      const backing = this.of(no);
      this.show(no, backing, wish);
      await this.settle(no, backing);
    }
  }

  private of(no: number): Backing {
    const known = this.supported.has(no);
    const backing = this.all.get(no) || { known, wish: known, timer: 0, sending: false, queued: false };
    this.all.set(no, backing);
    return backing;
  }

  private toggle(no: number): void {
    const backing = this.of(no);
    this.show(no, backing, !backing.wish);
    // Counted from the latest tap: someone who cannot decide sends one request, not one in each stretch.
    window.clearTimeout(backing.timer);
    backing.timer = window.setTimeout(() => void this.settle(no, backing), navigator.onLine === false ? 0 : COALESCE_MS);
  }

  private show(no: number, backing: Backing, wish: boolean): void {
    const change = wish === backing.wish ? 0 : wish ? 1 : -1;
    backing.wish = wish;
    this.paint(no, wish, change);
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
    window.clearTimeout(backing.timer);
    backing.timer = 0;
    if (backing.sending) return;
    if (backing.queued) return this.wait(no, backing);
    if (backing.wish === backing.known) return;
    if (navigator.onLine === false) return this.wait(no, backing);
    backing.sending = true;
    const answer = await send<SupportReply>(this.url(no), { method: backing.wish ? "PUT" : "DELETE" });
    backing.sending = false;
    return this.answered(no, backing, answer);
  }

  private answered(no: number, backing: Backing, answer: Answer<SupportReply>): void | Promise<void> {
    if (answer.ok) {
      backing.known = answer.body.supported;
      this.counted(no, answer.body.supports);
      this.confirm(no, backing);
      // The reader changed their mind meanwhile; a tap that still waits for its pause goes by itself.
      if (backing.wish !== backing.known && !backing.timer) return this.settle(no, backing);
      return;
    }
    if (answer.status === 0) return this.wait(no, backing);
    const words = answer.status === 429 && answer.retryAfterS ? t("sup.wait", { s: answer.retryAfterS }) : this.reason(answer.status, answer.title);
    this.takeBack(no, backing, words);
  }

  private confirm(no: number, backing: Backing): void {
    const shown = new Set(this.supported);
    if (backing.known) shown.add(no);
    else shown.delete(no);
    remember(shown);
    if (backing.known && backing.wish) say(t("sup.done"));
  }

  /** Leaves the wish to the queue, which sends it when the line is back. */
  private async wait(no: number, backing: Backing): Promise<void> {
    backing.queued = true;
    this.sayPending(no, backing.wish);
    try {
      const { keep, flush } = await offline();
      await this.hear();
      if (!(await keep({ kind: "back", no, wish: backing.wish }, newKey()))) throw new Error("full");
      if (navigator.onLine !== false) void flush();
    } catch {
      backing.queued = false;
      this.takeBack(no, backing, t("sup.fail"));
    }
  }

  private sayPending(no: number, wish: boolean): void {
    const words = t(wish ? "sup.pending" : "sup.unpending");
    this.buttons(no).forEach((button) => write(button, ".w", words));
    say(words);
  }

  private async hear(): Promise<void> {
    if (this.hearing) return;
    this.hearing = true;
    const { onEnded } = await offline();
    onEnded((ended) => this.ended(ended));
  }

  private ended({ entry, posted }: Ended): void {
    const { what } = entry;
    if (entry.meeting !== this.meeting || what.kind !== "back") return;
    const backing = this.of(what.no);
    backing.queued = false;
    const answer = posted.ok ? { ok: true as const, body: posted.body as SupportReply } : { ...posted, ok: false as const };
    if (posted.ok) this.paint(what.no, backing.wish, 0);
    void this.answered(what.no, backing, answer);
  }

  private reason(status: number, title: string): string {
    return status === 403 || status === 409 ? title : t("sup.fail");
  }

  /** Never silently: the button says what happened for four seconds. */
  private takeBack(no: number, backing: Backing, words: string): void {
    this.paint(no, backing.known, backing.wish === backing.known ? 0 : backing.known ? 1 : -1);
    backing.wish = backing.known;
    const buttons = this.buttons(no);
    for (const button of buttons) {
      button.classList.add("failed");
      icon(button, "hand-bold");
      write(button, ".w", words);
    }
    // Where no button is in sight, as after backing from the form, the words need another place.
    if (buttons.some((button) => button.offsetParent !== null)) say(words);
    else alertReader(words);
    window.setTimeout(() => {
      buttons.filter((button) => button.classList.contains("failed")).forEach((button) => {
        button.classList.remove("failed");
        paintSupported(button, this.supported.has(no));
      });
    }, WORDS_MS);
  }

  private place(): string {
    return `yanlu.wishes.${this.meeting}`;
  }

  /** The page goes: what was tapped is sent now. Nobody will hear whether it arrived, so the next page says it again. */
  private leave(): void {
    const left: Array<[number, boolean]> = [];
    this.all.forEach((backing, no) => {
      if (backing.wish === backing.known || backing.queued) return;
      window.clearTimeout(backing.timer);
      backing.timer = 0;
      left.push([no, backing.wish]);
      if (!backing.sending) void fetch(this.url(no), { method: backing.wish ? "PUT" : "DELETE", keepalive: true }).catch(() => undefined);
    });
    if (left.length > 0) save(this.place(), JSON.stringify(left));
  }

  private takeLeft(): Array<[number, boolean]> {
    const kept = load(this.place());
    drop(this.place());
    try {
      const left: Array<[number, boolean]> = JSON.parse(kept || "[]");
      return left.filter(([no, wish]) => this.supported.has(no) !== wish);
    } catch {
      return [];
    }
  }
}
