// Times of the chamber: the broadcast moment of an answer, and what is left of the running item. Pure.
import type { MeetingCard } from "../../shared/protocol";

/** A stamp is moved back by so much a press: the answer had begun before somebody pressed. */
export const STEP_MS = 30_000;

/** The broadcast moment, `backMs` before now; `null` when nothing has been broadcast. Never before the start. */
export function momentOf(meeting: MeetingCard, now: number, backMs: number): number | null {
  const since = meeting.phase.since;
  if (since === undefined) return null;
  const end = meeting.phase.ended ?? now;
  return Math.max(0, Math.min(now, end) - since - backMs);
}

/** How far a stamp can be moved back in whole steps. */
export function backMax(meeting: MeetingCard, now: number): number {
  const moment = momentOf(meeting, now, 0) ?? 0;
  return Math.ceil(moment / STEP_MS) * STEP_MS;
}

/** What is left of the running item, in ms; negative when it is over; `null` when none runs. */
export function leftOf(meeting: MeetingCard, now: number): number | null {
  const item = meeting.agenda[(meeting.current_item ?? 0) - 1];
  if (item === undefined || item.started_at === null || now === 0) return null;
  return item.started_at + item.planned_minutes * 60_000 - now;
}
