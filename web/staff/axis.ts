// The time axis: agenda bands over the span of a meeting, shared by the console's bars and the ridge of the results.
import type { MeetingCard } from "../shared/protocol";

export interface Band {
  /** The agenda item, from 1. */
  readonly item: number;
  readonly title: string;
  readonly from: number;
  readonly to: number;
  readonly state: "past" | "running" | "planned";
}

export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly bands: readonly Band[];
}

export interface Buckets {
  readonly from: number;
  readonly bucketMs: number;
  readonly count: number;
}

/** Where the items lie in time: as they were, and from now on as they are planned. */
export function axisOf(meeting: MeetingCard, buckets: Buckets, now: number): Axis {
  const running = meeting.phase.state === "live";
  const ended = meeting.phase.ended ?? meeting.phase.at ?? now;
  const bands: Band[] = [];
  let cursor = running ? now : (meeting.starts_at ?? now);
  meeting.agenda.forEach((agenda, at) => {
    const planned = agenda.planned_minutes * 60_000;
    const base = { item: at + 1, title: agenda.title };
    if (agenda.started_at !== null) {
      const current = running && meeting.current_item === at + 1;
      const to = current ? Math.max(now, agenda.started_at + planned) : (agenda.ended_at ?? ended);
      bands.push({ ...base, from: agenda.started_at, to, state: current ? "running" : "past" });
      cursor = Math.max(cursor, to);
    } else if (running || meeting.phase.state === "draft" || meeting.phase.state === "open") {
      bands.push({ ...base, from: cursor, to: cursor + planned, state: "planned" });
      cursor += planned;
    }
  });
  const end = buckets.from + buckets.bucketMs * buckets.count;
  const from = Math.min(buckets.count > 0 ? buckets.from : Number.POSITIVE_INFINITY, bands[0]?.from ?? Number.POSITIVE_INFINITY, now);
  const to = Math.max(end, bands.at(-1)?.to ?? 0, from + 60_000, running ? now : 0);
  return { from, to, bands };
}

/** Where a moment lies, 0–1. */
export function place(axis: Axis, at: number): number {
  return Math.min(1, Math.max(0, (at - axis.from) / (axis.to - axis.from)));
}

/** The band that a moment lies in. */
export function bandAt(axis: Axis, at: number): Band | undefined {
  return axis.bands.find((band) => at >= band.from && at < band.to);
}

/** How many a series counts within each band, and outside all of them. */
export function sumByBand(axis: Axis, buckets: Buckets, series: readonly number[]): { readonly bands: readonly number[]; readonly outside: number } {
  const sums = axis.bands.map(() => 0);
  let outside = 0;
  series.forEach((count, at) => {
    const middle = buckets.from + (at + 0.5) * buckets.bucketMs;
    const found = axis.bands.findIndex((band) => middle >= band.from && middle < band.to);
    if (found < 0) outside += count;
    else sums[found] = (sums[found] ?? 0) + count;
  });
  return { bands: sums, outside };
}
