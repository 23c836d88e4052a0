// The pressure on the desk in words: what will happen, and the lever that helps. Figures are the server's.
import type { Gauge, MeetingCard } from "../../shared/protocol";

export type Level = "ok" | "busy" | "late";

export interface Advice {
  readonly level: Level;
  /** What to say. */
  readonly say: "m.press.ok" | "m.press.soon" | "m.press.wait" | "m.press.late";
  /** Growth of the backlog per minute, and minutes until the target is missed (0 when not foreseeable). */
  readonly growth: number;
  readonly minutes: number;
  readonly lever: "slow" | "pause" | null;
}

/** From this share of the target on, waiting is close to too long. */
const NEAR = 0.75;
/** What one person decides in a minute before anything is known of them: 18 s an item, as in the house's simulation of a city's session. */
const EACH_PER_MIN = 60 / 18;
/** As far ahead as is foreseen, in minutes. */
const AHEAD_MIN = 30;
/** The slow mode that the lever sets, in seconds. */
export const SLOW_S = 30;

/** `people` are at the desk: a desk that is idle for want of work can do more than it did in the last minute. */
export function advise(gauge: Gauge, waiting: number, mode: MeetingCard["intake"]["mode"], people = 1): Advice {
  const growth = gauge.arrived - gauge.handled;
  const capacity = Math.max(gauge.handled, Math.max(1, people) * EACH_PER_MIN);
  const expectedMs = (waiting / capacity) * 60_000;
  const lever = mode === "normal" ? "slow" : mode === "slow" ? "pause" : null;
  const busy = (level: Level, say: Advice["say"], minutes = 0): Advice => ({ level, say, growth, minutes, lever });
  if (gauge.oldest_ms > gauge.target_ms) return busy("late", "m.press.late");
  if (expectedMs > gauge.target_ms) return busy("busy", "m.press.wait");
  if (gauge.arrived > capacity && waiting > 0) {
    const minutes = Math.ceil(((gauge.target_ms / 60_000) * capacity - waiting) / (gauge.arrived - capacity));
    if (minutes <= AHEAD_MIN) return busy("busy", "m.press.soon", Math.max(1, minutes));
  }
  if (Math.max(expectedMs, gauge.oldest_ms) > gauge.target_ms * NEAR) return busy("busy", "m.press.wait");
  return { level: "ok", say: "m.press.ok", growth, minutes: 0, lever: null };
}
