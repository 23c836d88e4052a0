// What one page of the chamber knows: the meeting, the list, the screen, the line, what is about to be shown. Fetches; changes nothing
// (that is deeds.ts) and draws nothing.
import { Refused } from "../api";
import { say, warn } from "../announce.svelte";
import { MeetingClock } from "../console/clock";
import { host } from "../endpoints";
import { number4 } from "../format";
import { t } from "../locale.svelte";
import type { Card, HostReply } from "../../shared/protocol";
import { take } from "./change";
import { Follow } from "./follow";
import { inOrder, type Line } from "./line";
import { momentOf } from "./moment";

/** Between two looks without a socket, and with one (to know that the server is there, and for its clock). */
const POLL_MS = 1_000;
const HEARTBEAT_MS = 5_000;
/** After a change that only concerns numbers. */
const SOON_MS = 1_000;
const BACKOFF_MS_MAX = 4_000;
/** So many looks in a row may fail before the controls lock. */
const FAILURES_MAX = 2;
const TICK_MS = 250;
/** Presses that wait for a change on its way; more are passed over. */
const WAITING_MAX = 4;
/** Between pressing and showing: a machine that dies in between shows nothing. */
export const HOLD_MS = 3_000;

export type Link = "opening" | "on" | "off";

export interface Undo {
  /** What is taken back, in words for the button's name. */
  readonly what: string;
  readonly run: () => Promise<unknown>;
}

export interface Notice {
  readonly text: string;
  readonly requestId: string;
  readonly bad: boolean;
  readonly undo: Undo | null;
}

export interface Hold {
  readonly no: number;
  /** What was on the screen when it was pressed. */
  readonly over: number | null;
  /** On the browser's own clock. */
  readonly until: number;
}

export class HostState {
  readonly clock = new MeetingClock();
  reply = $state.raw<HostReply | null>(null);
  link = $state<Link>("opening");
  /** Why the page cannot be shown at all: not allowed, no such meeting. */
  fault = $state.raw<unknown>(null);
  notice = $state.raw<Notice | null>(null);
  hold = $state.raw<Hold | null>(null);
  /** How far the stamp of an answer is moved back. */
  backMs = $state(0);
  /** A change is on its way. */
  busy = $state(false);
  /** An order of one's own, while a row is dragged and until the server has it. */
  order = $state.raw<readonly number[] | null>(null);
  /** The meeting's clock and the browser's own, stepped four times a second. */
  now = $state(0);
  real = $state(0);
  /** The meeting's clock in whole seconds, for what need not be finer. */
  readonly second = $derived(Math.floor(this.now / 1_000) * 1_000);
  socket = $state(false);
  /** The view that was left for a blank screen. */
  beforeBlank: HostReply["meeting"]["screen"] = "auto";

  readonly locked = $derived(this.link !== "on");
  readonly meeting = $derived(this.reply?.meeting ?? null);
  readonly onScreen = $derived<Card | null>(this.reply?.on_screen ?? null);
  readonly shortlist = $derived<readonly Card[]>(
    this.order === null ? (this.reply?.shortlist ?? []) : inOrder(this.reply?.shortlist ?? [], this.order),
  );
  readonly holdS = $derived(this.hold === null ? 0 : Math.max(1, Math.ceil((this.hold.until - this.real) / 1_000)));
  readonly moment = $derived(this.meeting === null || this.now === 0 ? null : momentOf(this.meeting, this.now, this.backMs));
  readonly line = $derived<Line>({
    before: (this.reply?.read_out ?? []).map((card) => card.no).reverse(),
    here: this.onScreen?.no ?? null,
    after: this.shortlist.map((card) => card.no),
  });

  #running: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #failures = 0;
  #stopped = false;
  #reading: Promise<void> | null = null;
  #readAgain = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #dueAt = Number.POSITIVE_INFINITY;
  #holdTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly id: string) {}

  /** Begins to look and to follow; returns what ends both. */
  start(): () => void {
    const tick = setInterval(() => this.#tick(), TICK_MS);
    const onSeen = (): void => {
      if (document.visibilityState === "visible") void this.read();
    };
    window.addEventListener("online", onSeen);
    document.addEventListener("visibilitychange", onSeen);
    let stopFollowing: () => void = () => undefined;
    void this.read().then(() => {
      if (!this.#stopped) stopFollowing = this.#follow();
    });
    return () => {
      this.#stopped = true;
      this.drop();
      clearInterval(tick);
      clearTimeout(this.#timer);
      stopFollowing();
      window.removeEventListener("online", onSeen);
      document.removeEventListener("visibilitychange", onSeen);
    };
  }

  /** Reads everything; what is asked for while a reading runs is one more reading after it. */
  read(): Promise<void> {
    if (this.#reading !== null) {
      this.#readAgain = true;
      return this.#reading;
    }
    this.#reading = this.#readAll().finally(() => {
      this.#reading = null;
      this.#plan(this.#failures > 0 ? Math.min(BACKOFF_MS_MAX, POLL_MS * 2 ** (this.#failures - 1)) : this.socket ? HEARTBEAT_MS : POLL_MS, true);
    });
    return this.#reading;
  }

  /** Carries a change out; `busy` until it has ended. */
  async run<T>(change: () => Promise<T>): Promise<T> {
    this.busy = true;
    const ended = change();
    this.#running = ended.catch(() => undefined);
    try {
      return await ended;
    } finally {
      this.busy = false;
    }
  }

  /** Waits until no change is on its way. `false`: too many wait already. */
  async turn(): Promise<boolean> {
    if (this.#waiting >= WAITING_MAX) return false;
    this.#waiting += 1;
    while (this.busy) await this.#running;
    this.#waiting -= 1;
    return true;
  }

  /** A card of any of the lists. */
  find(no: number): Card | null {
    const reply = this.reply;
    if (reply === null) return null;
    const all = [reply.on_screen, ...reply.shortlist, ...reply.read_out, ...reply.ended];
    return all.find((card) => card?.no === no) ?? null;
  }

  tell(text: string, undo: Undo | null = null): void {
    this.notice = { text, requestId: "", bad: false, undo };
    say(text);
  }

  complain(text: string, requestId = ""): void {
    this.notice = { text, requestId, bad: true, undo: null };
    warn(text);
  }

  /** Begins to show: `done` runs when nobody cancels in time. */
  holdFor(no: number, done: () => void): void {
    clearTimeout(this.#holdTimer);
    this.real = performance.now();
    this.hold = { no, over: this.onScreen?.no ?? null, until: this.real + HOLD_MS };
    this.#holdTimer = setTimeout(() => {
      this.hold = null;
      done();
    }, HOLD_MS);
    say(t("h.say.hold", { no: number4(no), s: HOLD_MS / 1_000 }));
  }

  /** Ends the hold without showing. */
  drop(): Hold | null {
    const hold = this.hold;
    clearTimeout(this.#holdTimer);
    this.hold = null;
    return hold;
  }

  #follow(): () => void {
    return new Follow(this.id, {
      seq: () => this.reply?.seq ?? 0,
      frame: (frame) => {
        if (this.reply === null) return;
        const { reply, read } = take(this.reply, frame);
        this.reply = reply;
        if (read === "now") void this.read();
        else if (read === "soon") this.#plan(SOON_MS, false);
      },
      reread: () => void this.read(),
      line: (open) => {
        this.socket = open;
        if (!open) void this.read();
      },
    }).start();
  }

  #tick(): void {
    this.real = performance.now();
    this.now = this.clock.now(this.real);
  }

  /** The next look: `instead` of what was planned, or only where that is sooner. */
  #plan(ms: number, instead: boolean): void {
    const dueAt = performance.now() + ms;
    if (this.#stopped || (!instead && dueAt >= this.#dueAt)) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(() => void this.read(), ms);
  }

  async #readAll(): Promise<void> {
    // Ends when nothing was asked for meanwhile; a lock ends it too.
    do {
      this.#readAgain = false;
      const from = performance.now();
      try {
        const reply = await host.read(this.id);
        this.clock.sample(reply.at, from, performance.now());
        this.#tick();
        this.#accept(reply);
      } catch (error) {
        this.#failed(error);
        return;
      }
    } while (this.#readAgain && !this.#stopped);
  }

  #accept(reply: HostReply): void {
    if (this.reply !== null && reply.seq < this.reply.seq) {
      // A frame was faster than this answer: its successor is on its way.
      this.#readAgain = true;
    }
    this.reply = reply;
    this.#failures = 0;
    const back = this.link === "off";
    this.link = "on";
    if (back) this.tell(t("h.say.back"));
    if (this.hold !== null) this.#reconsider(this.hold);
  }

  /** What a colleague did meanwhile may end the hold: nobody's choice is overwritten unseen. */
  #reconsider(hold: Hold): void {
    const no = number4(hold.no);
    const shown = this.onScreen?.no ?? null;
    if (shown === hold.no || (shown !== null && shown !== hold.over)) {
      this.drop();
      if (shown === hold.no) this.tell(t("h.say.shown", { no }));
      else this.complain(t("h.say.raced", { no, other: number4(shown) }));
    } else if (![...this.line.before, ...this.line.after].includes(hold.no)) {
      this.drop();
      this.complain(t("h.say.hold.gone", { no }));
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Refused && (error.code === "not_allowed" || error.code === "no_such_meeting")) {
      this.fault = error;
      this.#stopped = true;
      return;
    }
    this.#failures += 1;
    if (this.#failures < FAILURES_MAX || this.link === "off") return;
    this.link = "off";
    const held = this.drop();
    this.complain(held === null ? t("h.off") : t("h.off.hold", { no: number4(held.no) }));
  }
}
