// How long this person has to wait before the next suggestion: what the server said, and what slow mode asks for.
import type { MeetingCard } from "../shared/protocol.ts";
import { serverNow } from "./clock.ts";
import { load, save } from "./storage.ts";

const SECOND_MS = 1_000;

export class Pace {
  private readonly place: string;
  /** On the meeting's clock, ms since 1970. */
  private until = 0;
  private last: number;

  constructor(meeting: string) {
    this.place = `yanlu.last.${meeting}`;
    this.last = Number(load(this.place)) || 0;
  }

  /** A suggestion was taken just now. */
  taken(): void {
    this.last = serverNow();
    save(this.place, String(this.last));
  }

  /** The server asked to wait. */
  wait(seconds: number): void {
    this.until = serverNow() + Math.max(1, seconds) * SECOND_MS;
  }

  /** Seconds left; 0 when the next one may come. */
  left(meeting: MeetingCard): number {
    const { intake, policy } = meeting;
    const slow = (intake.mode === "slow" && intake.interval_s) || 0;
    const interval = this.last ? Math.max(slow, Number(policy["suggestion_interval_s"]) || 0) : 0;
    return Math.max(0, Math.ceil((Math.max(this.until, this.last + interval * SECOND_MS) - serverNow()) / SECOND_MS));
  }
}
