// The pressure on the desk in words: what will happen, and the lever that helps. What is foreseen, and all figures, are the server's.
import type { Gauge, MeetingCard } from "../../shared/protocol";

export type Level = "ok" | "busy" | "late";

export type Lever = { readonly kind: "slow"; readonly s: number } | { readonly kind: "pause" };

export interface Advice {
  readonly level: Level;
  /** What to say. */
  readonly say: "m.press.ok" | "m.press.up" | "m.press.soon" | "m.press.rush" | "m.press.wait" | "m.press.late";
  /** Growth of the backlog per minute, and minutes until the target is missed (0 when not foreseen). */
  readonly growth: number;
  readonly minutes: number;
  readonly lever: Lever | null;
  /** So many more people at the desk would hold the target; 0 when that is not known or would not help. */
  readonly more: number;
}

/** From this share of the target on, waiting is close to too long. */
const NEAR = 0.75;
/** The slow mode that the lever sets when none is known to hold the target, in seconds. */
export const SLOW_S = 30;

export function advise(gauge: Gauge, waiting: number, mode: MeetingCard["intake"]["mode"]): Advice {
  const growth = gauge.arrived - gauge.handled;
  // A desk that is idle for want of work can do more than it did in the last minute.
  const pace = Math.max(gauge.handled, (gauge.people * 60_000) / gauge.handling_ms);
  const expectedMs = (waiting / pace) * 60_000;
  const foreseen = gauge.forecast;
  const slow: Lever = { kind: "slow", s: foreseen?.slow_s ?? SLOW_S };
  const lever = mode === "normal" ? slow : mode === "slow" ? ({ kind: "pause" } as const) : null;
  const more = Math.max(0, (foreseen?.people ?? 0) - gauge.people);
  const told = (level: Level, say: Advice["say"], minutes = 0): Advice => ({ level, say, growth, minutes, lever, more });
  if (gauge.oldest_ms > gauge.target_ms) return told("late", "m.press.late");
  if (expectedMs > gauge.target_ms) return told("busy", "m.press.wait");
  if (foreseen !== null) {
    const minutes = Math.max(1, Math.ceil(foreseen.in_ms / 60_000));
    return told("busy", foreseen.cause === "growth" ? "m.press.soon" : "m.press.rush", minutes);
  }
  if (Math.max(expectedMs, gauge.oldest_ms) > gauge.target_ms * NEAR) return told("busy", "m.press.wait");
  // A fact, not a forecast: a rush that fades is no danger for a desk that has room.
  if (gauge.arrived > pace && waiting > 0) return told("busy", "m.press.up");
  return { level: "ok", say: "m.press.ok", growth, minutes: 0, lever: null, more: 0 };
}
