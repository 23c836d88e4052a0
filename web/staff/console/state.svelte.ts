// What one console window knows: the meeting, the queue, the items it holds, its tray. Fetches and keeps the lease; decides nothing
// (that is decide.ts) and draws nothing.
import { Refused } from "../api";
import { say, warn } from "../announce.svelte";
import { desk, meetings, papers } from "../endpoints";
import { number4 } from "../format";
import { t } from "../locale.svelte";
import { MeetingClock } from "./clock";
import { DEAL_MAX, DealBuffer } from "./deal";
import type { Pair } from "./pairs";
import { AfterPaint } from "./paint";
import { stillThere } from "./select";
import { settings } from "./settings.svelte";
import { inEffect, learn, remember, settle, type Tray, type TrayEntry } from "./tray";
import { QueueView } from "./view.svelte";
import type { DealReply, DealtItem, MeetingCard, PapersReply, QueueReply, QueueRow } from "../../shared/protocol";

/** Between two looks at the queue, while the page is seen and while it is not. */
const POLL_MS = 1_000;
const POLL_MS_MIN = 250;
const POLL_HIDDEN_MS = 5_000;
/** Between two looks at the meeting itself (its phase, agenda, screen). */
const MEETING_MS = 5_000;
/** A lease with less than this left (of the server's 90 s) is renewed. */
const RENEW_UNDER_MS = 60_000;
/** So many lookups in a row may fail before the actions lock. */
const FAILURES_MAX = 2;
const BACKOFF_MS_MAX = 4_000;
const TICK_MS = 250;

export type Link = "opening" | "on" | "off";

export interface Notice {
  readonly text: string;
  readonly requestId: string;
  /** Suggestions that it names, each to be opened. */
  readonly nos: readonly number[];
}

export class ConsoleState {
  /** This window's name towards the server: two tabs of one person hold their own leases. */
  readonly console = windowName();
  readonly clock = new MeetingClock();
  readonly buffer = new DealBuffer();
  /** What need not be done before the next item is seen. */
  readonly after = new AfterPaint();
  readonly view: QueueView;

  meetingCard = $state.raw<MeetingCard | null>(null);
  queue = $state.raw<QueueReply | null>(null);
  /** Run-book, canned replies, notes of colleagues; `null` while there are none. */
  papers = $state.raw<PapersReply | null>(null);
  items = $state.raw<readonly DealtItem[]>([]);
  tray = $state.raw<Tray>([]);
  /** Own decisions of this page that have taken effect, latest first: they can be taken back with trace. */
  past = $state.raw<readonly TrayEntry[]>([]);
  link = $state<Link>("opening");
  /** Why the console cannot be shown at all: not allowed, no such meeting. */
  fault = $state.raw<unknown>(null);
  notice = $state.raw<Notice | null>(null);
  /** The number that the cursor is on; `null` follows the top of the deal. */
  cursor = $state<number | null>(null);
  latencyMs = $state(0);
  /** The meeting's clock, stepped four times a second. */
  now = $state(0);
  /** The same in whole seconds, for what need not be finer. */
  readonly second = $derived(Math.floor(this.now / 1_000) * 1_000);
  /** Whether a deal has been answered yet. */
  dealt = $state(false);
  /** Whether items are being asked for. */
  dealing = $state(false);
  decided = $state(0);
  readonly openedAt = performance.now();

  /** The item on the desk. */
  readonly current = $derived<DealtItem | null>(
    this.cursor === null ? (this.items[0] ?? null) : (this.items.find((item) => item.no === this.cursor) ?? null),
  );
  /** The row under the cursor when this window does not hold it. */
  readonly peek = $derived.by<QueueRow | null>(() => (this.cursor === null || this.current !== null ? null : (this.view.find(this.cursor) ?? null)));
  /** Suggestions that are to be merged into one of these once it is public. */
  pairs = $state.raw<readonly Pair[]>([]);
  /** Is told of own decisions as they take effect; the page sets it. */
  onEffect: (entries: readonly TrayEntry[]) => void = () => undefined;
  /** The item decided last, shown until the next one is there. */
  left = $state.raw<DealtItem | null>(null);
  /** Whether the desk is empty only until the next items come. */
  readonly fetching = $derived(this.items.length === 0 && this.left !== null && this.dealing);
  readonly locked = $derived(this.link !== "on");
  readonly undoS = $derived(Number(this.meetingCard?.policy["undo_s"] ?? 5));

  #failures = 0;
  #readingPapers = false;
  #stopped = false;
  #changes = 0;
  #timers: ReturnType<typeof setTimeout>[] = [];
  #meetingAt = Number.NEGATIVE_INFINITY;

  constructor(readonly meeting: string) {
    this.view = new QueueView(meeting);
  }

  /** Begins to look and to hold leases; returns what ends both and lets the leases go. */
  start(): () => void {
    this.#stopped = false;
    this.cursor = this.view.fromAddress(location.search);
    const tick = setInterval(() => this.#tick(), TICK_MS);
    const onHide = (): void => this.#leave();
    const onShow = (event: PageTransitionEvent): void => {
      if (event.persisted) void this.topUp();
    };
    const onSeen = (): void => {
      if (document.visibilityState === "visible") this.#again(0);
    };
    window.addEventListener("pagehide", onHide);
    window.addEventListener("pageshow", onShow);
    window.addEventListener("online", onSeen);
    document.addEventListener("visibilitychange", onSeen);
    void this.topUp();
    void this.#look();
    return () => {
      this.#stopped = true;
      clearInterval(tick);
      this.#timers.forEach(clearTimeout);
      window.removeEventListener("pagehide", onHide);
      window.removeEventListener("pageshow", onShow);
      window.removeEventListener("online", onSeen);
      document.removeEventListener("visibilitychange", onSeen);
      this.#leave();
    };
  }

  /** Shows the deal after a change here. */
  show(): void {
    this.items = this.buffer.items;
    this.#changes += 1;
  }

  /** Puts the tray in; what the server lists from before this change is passed over. */
  setTray(tray: Tray): void {
    this.tray = tray;
    this.view.gone = new Set(tray.map((entry) => entry.no));
    this.#changes += 1;
  }

  /** Takes a deal's answer in, whichever request brought it. */
  take(reply: DealReply, ticket: number): void {
    const current = this.current?.no ?? null;
    const lost = this.buffer.take(reply.items, ticket, current);
    this.items = this.buffer.items;
    this.dealt = true;
    if (current !== null && lost.includes(current)) {
      this.cursor = null;
      this.tell(t("m.say.lost", { no: number4(current) }));
    }
  }

  /** Tops the deal up in the background. */
  async topUp(): Promise<void> {
    if (this.dealing || this.#stopped) return;
    this.dealing = true;
    const ticket = this.buffer.ask();
    try {
      this.take(await desk.deal(this.meeting, this.console, DEAL_MAX, settings.itemsIn(this.meeting), settings.flagged), ticket);
    } catch (error) {
      this.#refusedForGood(error);
    } finally {
      this.dealing = false;
    }
  }

  /** Says something that needs no action. */
  tell(text: string, nos: readonly number[] = []): void {
    this.notice = { text, requestId: "", nos };
    say(text);
  }

  /** Says something that went wrong. */
  complain(text: string, requestId = ""): void {
    this.notice = { text, requestId, nos: [] };
    warn(text);
  }

  /** Looks at the queue now instead of at the next turn. */
  lookNow(): void {
    this.#again(0);
  }

  async readMeeting(): Promise<void> {
    this.#meetingAt = performance.now();
    try {
      this.meetingCard = (await meetings.board(this.meeting)).meeting;
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "no_such_meeting") return;
      // A draft has no public face yet.
      this.meetingCard = await meetings.read(this.meeting).then((reply) => reply.meeting, () => this.meetingCard);
    }
  }

  /** What colleagues wrote; a failure is tried again at the next look. */
  async #readPapers(): Promise<void> {
    if (this.#readingPapers) return;
    this.#readingPapers = true;
    this.papers = await papers.read(this.meeting).catch(() => this.papers);
    this.#readingPapers = false;
  }

  #tick(): void {
    this.now = this.clock.now(performance.now());
    const tray = settle(this.tray, this.now);
    if (tray === this.tray) return;
    const effects = inEffect(this.tray, tray);
    this.past = remember(this.past, effects);
    this.tray = tray;
    this.view.gone = new Set(tray.map((entry) => entry.no));
    this.onEffect(effects);
  }

  #again(ms: number): void {
    this.#timers.forEach(clearTimeout);
    this.#timers = this.#stopped ? [] : [setTimeout(() => void this.#look(), ms)];
  }

  async #look(): Promise<void> {
    const from = performance.now();
    const changes = this.#changes;
    try {
      const queue = await desk.queue(this.meeting, this.console, this.current?.no ?? null);
      const real = performance.now();
      this.latencyMs = Math.round(real - from);
      this.clock.sample(queue.now, from, real);
      this.#tick();
      // An empty desk is filled before the list shows what it will hold.
      if (this.items.length === 0) await this.#keep(queue);
      this.queue = queue;
      this.view.take(queue.waiting);
      this.view.picked = stillThere(this.view.picked, this.view.shown);
      if (changes === this.#changes) this.#reconcile(queue);
      this.#up();
      if (queue.papers !== (this.papers?.changed ?? 0)) void this.#readPapers();
      if (this.items.length > 0) await this.#keep(queue);
      if (real - this.#meetingAt > MEETING_MS) await this.readMeeting();
    } catch (error) {
      if (!this.#refusedForGood(error)) this.#down();
    }
    // A fast meeting's leases run out fast.
    const poll = Math.max(POLL_MS_MIN, POLL_MS / Math.max(1, this.clock.speed / 10));
    const pause = this.#failures > 0 ? Math.min(BACKOFF_MS_MAX, POLL_MS * 2 ** (this.#failures - 1)) : poll;
    this.#again(document.visibilityState === "visible" ? pause : POLL_HIDDEN_MS);
  }

  /** A decision whose answer was lost has counted all the same when the server lists it as undoable. */
  #reconcile(queue: QueueReply): void {
    const tray = learn(this.tray, queue.undoable, queue.now);
    if (tray !== this.tray) {
      this.tray = tray;
      this.view.gone = new Set(tray.map((entry) => entry.no));
    }
    for (const { no } of queue.undoable) {
      if (this.buffer.get(no) === undefined) continue;
      this.buffer.remove(no);
      this.buffer.answered(no);
      this.items = this.buffer.items;
      if (this.cursor === no) this.cursor = null;
    }
  }

  /** Renews what would run out and tops up what is missing, while somebody looks. */
  async #keep(queue: QueueReply): Promise<void> {
    if (document.visibilityState !== "visible") return;
    // What a colleague has taken over meanwhile is learnt at once, not when the lease would have run out.
    const taken = queue.waiting.some((row) => row.holder !== null && !row.mine && this.buffer.get(row.no) !== undefined);
    if (taken || this.items.some((item) => item.leased_until - queue.now < RENEW_UNDER_MS)) {
      const ticket = this.buffer.ask();
      this.take(await desk.renew(this.meeting, this.console), ticket);
    }
    const free = queue.waiting.some((row) => row.holder === null) || queue.counts.waiting + queue.counts.held > queue.waiting.length;
    if (this.items.length < DEAL_MAX && (free || !this.dealt)) await this.topUp();
  }

  #up(): void {
    this.#failures = 0;
    if (this.link === "on") return;
    const back = this.link === "off";
    this.link = "on";
    if (back) {
      this.tell(t("m.say.back"));
      void this.topUp();
    }
  }

  #down(): void {
    this.#failures += 1;
    if (this.#failures < FAILURES_MAX || this.link === "off") return;
    this.link = "off";
    warn(t("m.off"));
  }

  #refusedForGood(error: unknown): boolean {
    const forGood = error instanceof Refused && (error.code === "not_allowed" || error.code === "no_such_meeting");
    if (forGood) {
      this.fault = error;
      this.#stopped = true;
    }
    return forGood;
  }

  #leave(): void {
    this.after.flush();
    if (this.items.length === 0) return;
    void desk.release(this.meeting, this.console, [], true).catch(() => undefined);
  }
}

function windowName(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
