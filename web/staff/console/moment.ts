// The moment of the broadcast that a suggestion is about: the seconds around it, and who had the floor.
import type { MeetingCard } from "../../shared/protocol";

/** Twenty seconds are played, with the moment in their middle. */
const BEFORE_MS = 10_000;
const AFTER_MS = 10_000;

export interface Span {
  /** Milliseconds from the start of the broadcast. */
  readonly from: number;
  readonly to: number;
}

export function aroundMs(momentMs: number): Span {
  return { from: Math.max(0, momentMs - BEFORE_MS), to: momentMs + AFTER_MS };
}

/** The agenda item that was running then, with its speaker; `null` when none was. */
export function onStage(card: MeetingCard, momentMs: number): { readonly title: string; readonly speaker: string } | null {
  const since = card.phase.since;
  if (since === undefined) return null;
  const at = since + momentMs;
  const item = card.agenda.filter((one) => one.started_at !== null && one.started_at <= at && (one.ended_at === null || at < one.ended_at)).at(-1);
  return item === undefined ? null : { title: item.title, speaker: item.speaker };
}
