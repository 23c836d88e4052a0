// The part of a meeting's board that a screen shows, kept up by frames. Pure: it knows no document and no network.
//
// It knows the most backed cards and those named by host and director, not the whole board; which cards lead is learnt from the board
// now and then. What left the public eye is remembered, so that an older board cannot bring it back.
import type { Board, Card, Frame, Item, MeetingCard } from "../shared/protocol.ts";

/** Cards kept; beyond them the least backed go. */
const CARDS_MAX = 120;
/** Of these, the newest stay however little they are backed: a ticker shows them. */
const NEWEST_KEPT = 20;
/** Departures remembered: more than happen while a board is on its way. */
const GONE_MAX = 500;

export class Model {
  private readonly cards = new Map<number, Card>();
  /** As of which place in the log a card is known. */
  private readonly asOf = new Map<number, number>();
  /** Where in the log a suggestion ceased to be public. */
  private readonly gone = new Map<number, number>();

  constructor(
    public seq: number,
    public meeting: MeetingCard,
    cards: Card[],
  ) {
    cards.forEach((card) => this.put(card, seq));
  }

  card(no: number | null): Card | null {
    return (no !== null && this.cards.get(no)) || null;
  }

  /** `false`: something before it is missing. */
  apply(frame: Frame): boolean {
    if (frame.to <= this.seq) return true;
    if (frame.from > this.seq + 1) return false;
    this.seq = frame.to;
    frame.items.forEach((item) => this.take(item));
    this.prune();
    return true;
  }

  /** Takes a board's cards in. Its meeting counts only when it is newer than what frames told. */
  takeBoard(board: Board): void {
    board.suggestions.forEach((card) => this.takeCard(card, board.seq));
    if (board.seq < this.seq) return;
    this.seq = board.seq;
    this.meeting = board.meeting;
    this.prune();
  }

  /** Takes a card that was public at a place of the log. */
  takeCard(card: Card, seq: number): void {
    const left = this.gone.get(card.no);
    if (left !== undefined && left > seq) return;
    // What frames told since is newer.
    if (seq >= (this.asOf.get(card.no) || 0)) this.put(card, seq);
  }

  /** Starts over: what is not among these cards is no longer known. */
  reset(board: Board): void {
    this.cards.clear();
    this.asOf.clear();
    this.seq = Math.min(this.seq, board.seq);
    this.takeBoard(board);
  }

  /** The most backed of an item, or of all; then the earlier published; then the lower number. */
  ranked(item: number | null, most: number): Card[] {
    const wanted = Array.from(this.cards.values()).filter((card) => item === null || card.agenda_item === item);
    return wanted.sort((a, b) => b.supports - a.supports || a.published_at - b.published_at || a.no - b.no).slice(0, most);
  }

  /** The latest published. */
  newest(most: number): Card[] {
    const cards = Array.from(this.cards.values());
    return cards.sort((a, b) => b.published_at - a.published_at || b.no - a.no).slice(0, most);
  }

  /** What follows the one on the screen: the most backed of those put forward, else of the ranking. */
  next(item: number | null): Card | null {
    const ranked = this.ranked(item, CARDS_MAX).filter((card) => card.no !== this.meeting.on_screen);
    const listed = ranked.filter((card) => card.floor.state === "shortlisted");
    const open = ranked.filter((card) => card.floor.state === "off");
    return listed[0] || open[0] || null;
  }

  private take(item: Item): void {
    switch (item.t) {
      case "published":
        this.gone.delete(item.no);
        return this.put(item, this.seq);
      case "unpublished":
        return this.vanish(item.no);
      case "merged":
        this.vanish(item.no);
        return this.change(item.into, (card) => ({ ...card, supports: item.supports, merged: item.merged }));
      case "supports":
        return item.totals.forEach(([no, supports]) => this.change(no, (card) => ({ ...card, supports })));
      case "floor":
        this.change(item.no, (card) => ({ ...card, floor: item.floor }));
        return this.step(item.no, item.floor.state);
      case "asked":
        return this.change(item.no, (card) => ({ ...card, asked: item.unit }));
      case "meeting":
        this.meeting = item.meeting;
    }
  }

  private step(no: number, state: string): void {
    if (state === "on_screen") this.meeting = { ...this.meeting, on_screen: no };
    else if (this.meeting.on_screen === no) this.meeting = { ...this.meeting, on_screen: null };
  }

  private vanish(no: number): void {
    this.forget(no);
    this.gone.set(no, this.seq);
    const oldest = this.gone.keys().next();
    if (this.gone.size > GONE_MAX && !oldest.done) this.gone.delete(oldest.value);
    const { on_screen, overlay } = this.meeting;
    if (on_screen === no) this.meeting = { ...this.meeting, on_screen: null };
    if (overlay.no === no) this.meeting = { ...this.meeting, overlay: { layout: "off", no: null } };
  }

  private change(no: number, change: (card: Card) => Card): void {
    const card = this.cards.get(no);
    if (card) this.put(change(card), this.seq);
  }

  private put(card: Card, seq: number): void {
    this.cards.set(card.no, card);
    this.asOf.set(card.no, seq);
  }

  private forget(no: number): void {
    this.cards.delete(no);
    this.asOf.delete(no);
  }

  private prune(): void {
    if (this.cards.size <= CARDS_MAX) return;
    const named = [this.meeting.on_screen, this.meeting.overlay.no];
    const kept = new Set(this.newest(NEWEST_KEPT).map((card) => card.no));
    const least = this.ranked(null, this.cards.size).reverse();
    for (const { no } of least) {
      if (this.cards.size <= CARDS_MAX) return;
      if (!kept.has(no) && named.indexOf(no) < 0) this.forget(no);
    }
  }
}
