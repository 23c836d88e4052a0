// Which moment of the broadcast an entry belongs to: now, some minutes ago, or a time of day. Pure.
import type { MeetingCard } from "../../shared/protocol";

export type When = "none" | "now" | "ago" | "clock";

export interface Choice {
  readonly when: When;
  readonly minutes: number | null;
  /** `HH:MM`, as `input type=time` gives it. */
  readonly clock: string;
}

const DAY_MS = 86_400_000;

/** When the broadcast began and, if it is over, ended. */
export function broadcastOf(phase: MeetingCard["phase"]): { readonly since: number; readonly until: number } | null {
  if (phase.since === undefined) return null;
  return { since: phase.since, until: phase.ended ?? Number.POSITIVE_INFINITY };
}

/** The moment in ms from the start; `null` for none; `"outside"` when it lies before or after the broadcast. */
export function momentOf(choice: Choice, phase: MeetingCard["phase"], now: number): number | null | "outside" {
  const broadcast = broadcastOf(phase);
  if (choice.when === "none" || broadcast === null) return null;
  const at = timeOf(choice, Math.min(now, broadcast.until));
  if (at === null) return "outside";
  const moment = at - broadcast.since;
  return moment >= 0 && at <= Math.min(now, broadcast.until) ? Math.round(moment) : "outside";
}

function timeOf({ when, minutes, clock }: Choice, now: number): number | null {
  if (when === "now") return now;
  if (when === "ago") return minutes === null || !Number.isFinite(minutes) || minutes < 0 ? null : now - minutes * 60_000;
  const found = /^(\d{1,2}):(\d{2})$/.exec(clock);
  if (found === null) return null;
  const day = new Date(now);
  day.setHours(Number(found[1]), Number(found[2]), 0, 0);
  // The latest such time: a meeting may go past midnight.
  return day.getTime() > now ? day.getTime() - DAY_MS : day.getTime();
}
