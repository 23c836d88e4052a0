// The broadcast moment that this viewer is watching: somebody twelve seconds behind is still tied to the right sentence.
import type { MeetingCard } from "../shared/protocol.ts";
import { serverNow } from "./clock.ts";

const DELAY_DEFAULT_S = 6;

let since = 0;
let live = false;
let delayMs = DELAY_DEFAULT_S * 1_000;
/** When the picture that is shown was taken, on the meeting's clock; null while there is none. */
let pictured: () => number | null = () => null;

/** Learns when the broadcast began and how far a viewer is behind where nothing tells. */
export function setBroadcast(meeting: MeetingCard): void {
  live = meeting.phase.state === "live";
  // A closed meeting no longer says when it began; its first item does.
  const starts = meeting.agenda.map((item) => item.started_at || Infinity).concat(Infinity);
  const first = Math.min(...starts);
  since = meeting.phase.since || (Number.isFinite(first) ? first : 0);
  delayMs = meeting.stream_delay_s * 1_000;
}

/** The player says from now on when its picture was taken. */
export function setPicture(taken: () => number | null): void {
  pictured = taken;
}

/** When the broadcast began, on the meeting's clock (ms since 1970); 0 before it. */
export function broadcastSince(): number {
  return since;
}

/**
 * What is watched now, in ms from the start of the broadcast: where the picture stands, or without one the meeting's clock less the
 * usual delay. Null before the broadcast, and after it when nothing is played.
 */
export function watchingMoment(): number | null {
  if (!since) return null;
  const at = pictured();
  if (at !== null) return Math.max(0, Math.round(at - since));
  return live ? Math.max(0, Math.round(serverNow() - delayMs - since)) : null;
}
