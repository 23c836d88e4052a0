// A scribe's desk: the meeting, what was entered, what waits to be sent. Components show it; nothing here draws.
import { Refused } from "../api";
import { MeetingClock } from "../console/clock";
import { meetings, scribe } from "../endpoints";
import { failure } from "../failure";
import type { MeetingCard, ScribeEntry, ScribeLine, ScribeResult } from "../../shared/protocol";
import { due, newKey, Outbox, settle, storageOfBrowser, UNDO_MS, type Waiting } from "./outbox";

/** Between two looks at the list and the meeting. */
const LOOK_MS = 10_000;
/** Between two looks at what is due. */
const TICK_MS = 500;
/** After a failure the pause doubles from the first to the last of these. */
const PAUSE_MS = { first: 2_000, last: 30_000 } as const;

export class ScribeDesk {
  card = $state.raw<MeetingCard | null>(null);
  lines = $state.raw<readonly ScribeLine[]>([]);
  total = $state(0);
  waiting = $state.raw<readonly Waiting[]>([]);
  /** Numbers taken since the page was opened, for their slips. */
  taken = $state.raw<readonly number[]>([]);
  /** Why the meeting or the list could not be read. */
  error = $state.raw<unknown>(null);
  /** The last try to send found nobody. */
  offline = $state(false);
  /** Whether what waits survives this page. */
  lasting = $state(true);
  /** The meeting's clock. */
  now = $state(0);
  /** This device's clock. */
  real = $state(Date.now());
  readonly #outbox: Outbox;
  readonly #clock = new MeetingClock();
  #sending = false;
  #pauseMs = 0;
  #nextTry = 0;

  constructor(readonly meeting: string) {
    this.#outbox = new Outbox(meeting, storageOfBrowser());
    this.lasting = this.#outbox.lasting;
    this.waiting = this.#outbox.read();
  }

  /** Works until the returned function is called. */
  open(): () => void {
    void this.look();
    const looking = setInterval(() => void this.look(), LOOK_MS);
    const ticking = setInterval(() => this.#tick(), TICK_MS);
    const back = (): void => {
      this.#nextTry = 0;
      this.#tick();
    };
    addEventListener("online", back);
    return () => {
      clearInterval(looking);
      clearInterval(ticking);
      removeEventListener("online", back);
    };
  }

  async look(): Promise<void> {
    try {
      const asked = performance.now();
      const board = await meetings.board(this.meeting);
      this.#clock.sample(board.at, asked, performance.now());
      this.card = board.meeting;
      const list = await scribe.list(this.meeting);
      this.lines = list.entries;
      this.total = list.total;
      this.error = null;
    } catch (caught) {
      // While entries can still be written, a list that is old is better than none.
      if (this.card === null || caught instanceof Refused) this.error = caught;
    }
  }

  /** Keeps an entry here; it is sent once it can no longer be taken back. False when it will not survive this page. */
  save(entry: Omit<ScribeEntry, "key">): boolean {
    const one: Waiting = { entry: { ...entry, key: newKey() }, savedAt: Date.now(), problem: "" };
    this.waiting = [...this.waiting, one];
    return this.#outbox.put(one);
  }

  /** Takes an entry that was not sent back out. */
  takeOut(key: string): Waiting | null {
    const one = this.waiting.find(({ entry }) => entry.key === key) ?? null;
    this.waiting = this.waiting.filter(({ entry }) => entry.key !== key);
    this.#outbox.remove(key);
    return one;
  }

  /** Seconds in which an entry can still be taken back; 0 when it is being sent. */
  undoS(one: Waiting): number {
    return one.problem === "" ? Math.max(0, Math.ceil((one.savedAt + UNDO_MS - this.real) / 1_000)) : 0;
  }

  #tick(): void {
    this.real = Date.now();
    this.now = this.#clock.now(performance.now());
    if (!this.#sending && this.real >= this.#nextTry && due(this.waiting, this.real).length > 0) void this.#send();
  }

  async #send(): Promise<void> {
    this.#sending = true;
    const batch = due(this.waiting, Date.now());
    try {
      const { results } = await scribe.enter(this.meeting, batch.map(({ entry }) => entry));
      this.#settle(batch, results);
      const all = results.every((result) => result.problem?.retryable !== true);
      this.#pause(all ? 0 : Math.max(PAUSE_MS.first, this.#pauseMs * 2));
      this.offline = false;
    } catch (caught) {
      this.offline = !(caught instanceof Refused);
      if (caught instanceof Refused && !caught.problem.retryable && caught.code !== "login_needed") this.#decline(batch, failure(caught).text);
      this.#pause(Math.max(PAUSE_MS.first, this.#pauseMs * 2));
    } finally {
      this.#sending = false;
    }
  }

  #pause(ms: number): void {
    this.#pauseMs = Math.min(ms, PAUSE_MS.last);
    this.#nextTry = Date.now() + this.#pauseMs;
  }

  #settle(batch: readonly Waiting[], results: readonly ScribeResult[]): void {
    const left = settle(this.waiting, results);
    for (const { entry } of this.waiting) if (!left.some((one) => one.entry.key === entry.key)) this.#outbox.remove(entry.key);
    for (const one of left) if (one.problem !== "") this.#outbox.put(one);
    this.waiting = left;
    const fresh = results.flatMap((result) => this.#lineOf(batch, result));
    const known = new Set(this.lines.map(({ no }) => no));
    const added = fresh.filter(({ no }) => !known.has(no)).reverse();
    this.lines = [...added, ...this.lines];
    this.total += added.length;
    this.taken = [...this.taken, ...fresh.map(({ no }) => no)];
  }

  #lineOf(batch: readonly Waiting[], result: ScribeResult): ScribeLine[] {
    const entry = batch.find((one) => one.entry.key === result.key)?.entry;
    if (entry === undefined || result.no === undefined) return [];
    const { no, state = "pending", receipt = "" } = result;
    return [{ no, state, receipt, text: entry.text, agenda_item: entry.agenda_item ?? null, paper: entry.paper ?? null, mine: true, submitted_at: this.now }];
  }

  /** The whole request was declined, and sending it again would not help. */
  #decline(batch: readonly Waiting[], why: string): void {
    const keys = new Set(batch.map(({ entry }) => entry.key));
    this.waiting = this.waiting.map((one) => (keys.has(one.entry.key) ? { ...one, problem: why } : one));
    for (const one of this.waiting) this.#outbox.put(one);
  }
}
