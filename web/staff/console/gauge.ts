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
/** The slow mode that the lever sets, in seconds. */
export const SLOW_S = 30;

export function advise(gauge: Gauge, waiting: number, mode: MeetingCard["intake"]["mode"]): Advice {
  const growth = gauge.arrived - gauge.handled;
  const expectedMs = gauge.handled > 0 ? (waiting / gauge.handled) * 60_000 : waiting > 0 ? Number.POSITIVE_INFINITY : 0;
  const lever = mode === "normal" ? "slow" : mode === "slow" ? "pause" : null;
  const busy = (level: Level, say: Advice["say"], minutes = 0): Advice => ({ level, say, growth, minutes, lever });
  if (gauge.oldest_ms > gauge.target_ms) return busy("late", "m.press.late");
  if (growth > 0 && waiting > 0) {
    const room = (gauge.target_ms / 60_000) * gauge.handled - waiting;
    const minutes = room > 0 ? Math.ceil(room / growth) : 0;
    if (minutes <= 30) return busy("busy", minutes > 0 ? "m.press.soon" : "m.press.wait", minutes);
  }
  const standsStill = gauge.handled === 0 && gauge.oldest_ms <= gauge.target_ms * NEAR;
  if (waiting > 0 && !standsStill && expectedMs > gauge.target_ms * NEAR) return busy("busy", "m.press.wait");
  return { level: "ok", say: "m.press.ok", growth, minutes: 0, lever: null };
}
