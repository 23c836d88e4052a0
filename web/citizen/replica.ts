// What frames mean for a reader of one page. Pure: it knows no document and no network.
import type { Board, Card, Frame, Item, MeetingCard } from "../shared/protocol.ts";

/** Why a suggestion is no longer in the list. */
export type Gone = "withdrawn" | "edited" | "hidden" | "declined" | "reopened" | "merged";

/** Something that the page has to show. */
export type Change =
  | { kind: "card"; card: Card }
  /** A card that the page does not show became public. */
  | { kind: "news"; card: Card }
  | { kind: "caption"; line: { moment_ms: number; text: string } }
  | { kind: "gone"; no: number; because: Gone; into: number | null }
  | { kind: "count"; no: number; supports: number }
  | { kind: "merged"; no: number; merged: number }
  | { kind: "floor"; no: number; floor: Card["floor"] }
  | { kind: "asked"; no: number; unit: string }
  | { kind: "screen"; no: number | null }
  | { kind: "meeting"; meeting: MeetingCard }
  | { kind: "totals" };

/** Told to the document with the changes of each frame. Here, because what it is told from loads other parts: who imported it from there
 *  would break the page's script into several files. */
export const NEWS_EVENT = "yanlu:news";

/** `old`: nothing new in it. `hole`: something before it is missing. */
export type Applied = "old" | "hole" | Change[];

/** At most this many cards wait; older ones are found by loading the page again. */
const WAITING_MAX = 200;

export class Replica {
  /** Cards that wait behind "N new", oldest first. */
  readonly waiting = new Map<number, Card>();
  /** How many wait: more than are kept, when many came. */
  waitingCount = 0;

  constructor(
    public seq: number,
    public meeting: MeetingCard,
    /** Public suggestions in the whole meeting. */
    public total: number,
    /** Public suggestions of the item shown. */
    public ofItem: number,
    /** The item shown; null for all. */
    private readonly item: number | null,
    /** Numbers that the page shows. */
    private readonly shown: Set<number>,
  ) {}

  show(no: number): void {
    this.shown.add(no);
  }

  forget(no: number): void {
    this.shown.delete(no);
  }

  /** Takes what waits, newest first, at most `most`; the rest is dropped. */
  takeWaiting(most: number): Card[] {
    const cards = Array.from(this.waiting.values()).reverse().slice(0, most);
    this.waiting.clear();
    this.waitingCount = 0;
    cards.forEach((card) => this.shown.add(card.no));
    return cards;
  }

  apply(frame: Frame): Applied {
    if (frame.to <= this.seq) return "old";
    if (frame.from > this.seq + 1) return "hole";
    const changes: Change[] = [];
    for (const item of frame.items) this.take(item, changes);
    this.seq = frame.to;
    return changes;
  }

  /** Starts over from a board's first page: what it has and the page has not waits; numbers are brought up to date. */
  reset(board: Board): Change[] {
    const changes: Change[] = [{ kind: "totals" }];
    this.seq = board.seq;
    this.total = board.totals.suggestions;
    for (const card of board.suggestions) this.published(card, changes);
    this.setMeeting(board.meeting, changes);
    return changes;
  }

  private take(item: Item, changes: Change[]): void {
    switch (item.t) {
      case "published":
        this.total += 1;
        if (this.wanted(item)) this.ofItem += 1;
        changes.push({ kind: "totals" });
        if (!this.shown.has(item.no)) changes.push({ kind: "news", card: item });
        return this.published(item, changes);
      case "unpublished":
        return this.vanish(item.no, item.because, null, changes);
      case "merged":
        this.vanish(item.no, "merged", item.into, changes);
        this.count(item.into, item.supports, changes);
        return this.mergedInto(item.into, item.merged, changes);
      case "unmerged":
        this.count(item.into, item.supports, changes);
        return this.mergedInto(item.into, item.merged, changes);
      case "supports":
        return item.totals.forEach(([no, supports]) => this.count(no, supports, changes));
      case "floor":
        return this.step(item.no, item.floor, changes);
      case "asked":
        return this.ask(item.no, item.unit, changes);
      case "caption":
        return void changes.push({ kind: "caption", line: item });
      case "meeting":
        return this.setMeeting(item.meeting, changes);
    }
  }

  private wanted(card: Card): boolean {
    return this.item === null || card.agenda_item === this.item;
  }

  private published(card: Card, changes: Change[]): void {
    if (this.shown.has(card.no)) {
      changes.push({ kind: "card", card });
    } else if (this.wanted(card)) {
      if (!this.waiting.has(card.no)) this.waitingCount += 1;
      this.waiting.set(card.no, card);
      const oldest = this.waiting.keys().next();
      if (this.waiting.size > WAITING_MAX && !oldest.done) this.waiting.delete(oldest.value);
    }
  }

  private vanish(no: number, because: Gone, into: number | null, changes: Change[]): void {
    if (this.waiting.delete(no)) this.waitingCount -= 1;
    if (because !== "merged" || this.shown.has(no)) this.total -= 1;
    if (this.shown.has(no)) {
      this.ofItem -= 1;
      changes.push({ kind: "gone", no, because, into });
    }
    changes.push({ kind: "totals" });
    if (this.meeting.on_screen === no) this.setScreen(null, changes);
  }

  private count(no: number, supports: number, changes: Change[]): void {
    const waits = this.waiting.get(no);
    if (waits) waits.supports = supports;
    if (this.shown.has(no)) changes.push({ kind: "count", no, supports });
  }

  private mergedInto(no: number, merged: number, changes: Change[]): void {
    const waits = this.waiting.get(no);
    if (waits) waits.merged = merged;
    if (this.shown.has(no)) changes.push({ kind: "merged", no, merged });
  }

  private ask(no: number, unit: string, changes: Change[]): void {
    const waits = this.waiting.get(no);
    if (waits) waits.asked = unit;
    if (this.shown.has(no)) changes.push({ kind: "asked", no, unit });
  }

  private step(no: number, floor: Card["floor"], changes: Change[]): void {
    const waits = this.waiting.get(no);
    if (waits) waits.floor = floor;
    if (this.shown.has(no)) changes.push({ kind: "floor", no, floor });
    if (floor.state === "on_screen") this.setScreen(no, changes);
    else if (this.meeting.on_screen === no) this.setScreen(null, changes);
  }

  private setScreen(no: number | null, changes: Change[]): void {
    if (this.meeting.on_screen === no) return;
    this.meeting = { ...this.meeting, on_screen: no };
    changes.push({ kind: "screen", no });
  }

  private setMeeting(meeting: MeetingCard, changes: Change[]): void {
    const screen = meeting.on_screen !== this.meeting.on_screen;
    this.meeting = meeting;
    changes.push({ kind: "meeting", meeting });
    if (screen) changes.push({ kind: "screen", no: meeting.on_screen });
  }
}

/** The same changes without those that a later one overrides: a flood of numbers is painted once. */
export function coalesce(changes: Change[]): Change[] {
  const latest = new Map<string, Change>();
  const name = (change: Change): string => {
    if (change.kind === "count" || change.kind === "merged") return `${change.kind}${change.no}`;
    return change.kind === "totals" || change.kind === "screen" || change.kind === "meeting" ? change.kind : "";
  };
  changes.forEach((change) => latest.set(name(change), change));
  return changes.filter((change) => !name(change) || latest.get(name(change)) === change);
}
