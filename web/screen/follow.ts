// Keeps a screen or an overlay up: frames by the ladder, and a pulse that proves the link and carries what frames do not.
import { Ladder } from "../citizen/net.ts";
import { browser } from "../citizen/wire.ts";
import type { ScreenPulse } from "../shared/protocol.ts";
import { Freshness } from "./fresh.ts";
import type { Model } from "./model.ts";
import { board, single, type PageState } from "./state.ts";

/** As often as crates/protocol/src/screens.rs says. */
const PULSE_MS = 3_000;
/** A pulse that takes longer is none: longer than that, and a dead server would be noticed late. */
const PULSE_WAIT_MS = 2_500;
/** A card that did not come is asked for again after this long. */
const WANT_MS = 5_000;
/** Cards asked of a board. */
const BOARD_CARDS = 20;

export interface Screen {
  /** Frames, a board or a pulse changed something. */
  changed(): void;
  pulse(pulse: ScreenPulse): void;
  /** The link opens nothing any more. */
  revoked(): void;
}

/** The server's clock, which a demonstration runs faster; it goes on without the server. */
export class Clock {
  private server: number;
  private here = performance.now();

  constructor(
    now: number,
    private readonly speed: number,
  ) {
    this.server = now;
  }

  now(): number {
    return this.server + (performance.now() - this.here) * this.speed;
  }

  set(now: number): void {
    this.server = now;
    this.here = performance.now();
  }
}

export class Following {
  readonly fresh = new Freshness(performance.now());
  readonly clock: Clock;
  private ladder: Ladder | null = null;
  private wasLost = false;
  private fetching = new Set<number>();
  private over = false;

  constructor(
    private readonly state: PageState,
    private readonly model: Model,
    private readonly screen: Screen,
  ) {
    this.clock = new Clock(state.now, state.speed);
  }

  start(): void {
    if (this.state.open) this.climb();
    void this.beat();
  }

  /** Whether what is shown may be old. */
  lost(): boolean {
    return this.fresh.lost(performance.now());
  }

  /** Learns which cards lead. */
  async refresh(item: number | null): Promise<void> {
    const query = `order=supports&limit=${BOARD_CARDS}${item === null ? "" : `&agenda_item=${item}`}`;
    const found = await board(this.model.meeting.id, query);
    if (!found) return;
    found.suggestions.forEach((card) => this.model.takeCard(card, found.seq));
    this.screen.changed();
  }

  /** Fetches a card that host or director named and that is not known yet. */
  async want(no: number | null): Promise<void> {
    if (no === null || this.model.card(no) || this.fetching.has(no)) return;
    this.fetching.add(no);
    const asked = this.model.seq;
    const card = await single(this.model.meeting.id, no);
    if (!card) {
      window.setTimeout(() => this.fetching.delete(no), WANT_MS);
      return;
    }
    this.fetching.delete(no);
    this.model.takeCard(card, asked);
    this.screen.changed();
  }

  private climb(): void {
    this.ladder = new Ladder(this.model.meeting.id, {
      seq: () => this.model.seq,
      frame: (frame) => {
        const whole = this.model.apply(frame);
        if (whole) this.fresh.frame(performance.now());
        this.screen.changed();
        return whole;
      },
      resync: () => this.resync(),
      line: () => undefined,
    }, browser);
    this.ladder.start();
  }

  private async resync(): Promise<boolean> {
    const found = await board(this.model.meeting.id, `order=supports&limit=${BOARD_CARDS}`);
    if (!found) return false;
    this.model.reset(found);
    this.fresh.frame(performance.now());
    this.screen.changed();
    return true;
  }

  private async beat(): Promise<void> {
    const began = performance.now();
    await this.ask();
    if (this.over) return;
    window.setTimeout(() => void this.beat(), Math.max(500, PULSE_MS - (performance.now() - began)));
  }

  private async ask(): Promise<void> {
    const giveUp = new AbortController();
    const timer = window.setTimeout(() => giveUp.abort(), PULSE_WAIT_MS);
    try {
      const response = await fetch(`${location.pathname}/pulse${location.search}`, { signal: giveUp.signal, cache: "no-store" });
      if (response.status === 403) return this.revoked();
      if (response.ok) this.take((await response.json()) as ScreenPulse);
    } catch {
      // Not reached: freshness runs out by itself.
    } finally {
      window.clearTimeout(timer);
    }
  }

  private take(pulse: ScreenPulse): void {
    if (pulse.open !== this.state.open) return location.reload();
    this.clock.set(pulse.at);
    const lost = this.lost();
    this.fresh.pulse(pulse.seq, this.model.seq, performance.now());
    // The server is back: the ladder need not sit out its pause.
    if (this.wasLost && this.ladder) this.ladder.online();
    this.wasLost = lost;
    if (!lost || !this.lost()) this.screen.pulse(pulse);
    this.screen.changed();
  }

  private revoked(): void {
    this.over = true;
    if (this.ladder) this.ladder.stop();
    this.screen.revoked();
  }
}
