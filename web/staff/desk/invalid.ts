// The conditions of a job as the form holds them, and as the server takes them. Pure.
import type { AlarmLine, InvalidationLine, MeetingCard, SupportConditions } from "../../shared/protocol";
import { fromLocalInput, toLocalInput } from "../format";

export const NOS_MAX = 200;
export const PACE_COUNT_MAX = 1_000;
export const PACE_MINUTES_MAX = 1_440;

export const REASONS = ["burst", "machines", "same_person", "paid", "rehearsal", "other"] as const;
export type Reason = (typeof REASONS)[number];
export type Pace = "" | "at_least" | "at_most";

/** What stands in the form. */
export interface Draft {
  nos: string;
  from: string;
  until: string;
  came_from: string;
  came_until: string;
  pace: Pace;
  count: number | null;
  minutes: number | null;
}

export function empty(): Draft {
  return { nos: "", from: "", until: "", came_from: "", came_until: "", pace: "", count: 3, minutes: 5 };
}

/** The fields that cannot be taken as they are; `all` when nothing is asked. */
export type Wrong = "all" | "nos" | "until" | "came_until" | "pace";

function numbers(text: string): number[] | null {
  const parts = text.split(/[\s,，、;；]+/).filter((part) => part !== "");
  if (!parts.every((part) => /^\d{1,9}$/.test(part) && Number(part) > 0)) return null;
  const nos = [...new Set(parts.map(Number))];
  return nos.length > NOS_MAX ? null : nos;
}

/** The end of the second that was named: people mean it with it. */
function endOf(value: string): number | null {
  const at = fromLocalInput(value);
  return at === null ? null : at + 1_000;
}

const within = (n: number | null, max: number): n is number => n !== null && Number.isInteger(n) && n >= 1 && n <= max;

/** What the server is asked, or what is wrong with the form. */
export function wanted(draft: Draft): { readonly asked: SupportConditions; readonly wrong: readonly Wrong[] } {
  const wrong: Wrong[] = [];
  const asked: SupportConditions = {};
  const nos = numbers(draft.nos);
  if (nos === null) wrong.push("nos");
  else if (nos.length > 0) asked.nos = nos;
  const span = (from: string, until: string, name: "until" | "came_until"): { from: number | null; until: number | null } => {
    const times = { from: fromLocalInput(from), until: endOf(until) };
    if (times.from !== null && times.until !== null && times.from >= times.until) wrong.push(name);
    return times;
  };
  const given = span(draft.from, draft.until, "until");
  if (given.from !== null) asked.from = given.from;
  if (given.until !== null) asked.until = given.until;
  const came = span(draft.came_from, draft.came_until, "came_until");
  if (came.from !== null) asked.came_from = came.from;
  if (came.until !== null) asked.came_until = came.until;
  if (draft.pace !== "") {
    const { count, minutes } = draft;
    if (within(count, PACE_COUNT_MAX) && within(minutes, PACE_MINUTES_MAX)) asked.pace = { bound: draft.pace, count, minutes };
    else wrong.push("pace");
  }
  if (wrong.length === 0 && Object.keys(asked).length === 0) wrong.push("all");
  return { asked, wrong };
}

/** A moment to the second, as the field writes it. */
export function second(ms: number): string {
  return `${toLocalInput(ms)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, "0")}`;
}

/** The supports of a burst: of this suggestion, in this time. */
export function ofAlarm(alarm: AlarmLine): Draft {
  return { ...empty(), nos: String(alarm.no), from: second(alarm.from), until: second(Math.max(alarm.from, alarm.until - 1_000)) };
}

/** When the broadcast began, as far as the card tells. */
export function zeroOf(card: MeetingCard | null): number | null {
  if (card === null) return null;
  const began = card.agenda.flatMap((item) => (item.started_at === null ? [] : [item.started_at]));
  return card.phase.since ?? (began.length === 0 ? null : Math.min(...began));
}

export function atWork(job: InvalidationLine): boolean {
  return job.state === "running" || job.state === "cancelling" || job.state === "reversing";
}
