// Calls for help in the meetings that run, for staff who are not at a desk.
import { papers } from "../endpoints";
import type { HelpCall, MeetingLine } from "../../shared/protocol";

/** Between two looks, in ms. */
export const CALLS_MS = 15_000;
/** Meetings that are looked at, the first of the list: a house runs few at once. */
export const LOOKED_AT_MAX = 6;

export interface Call {
  readonly line: MeetingLine;
  readonly call: HelpCall;
}

/** The meetings in which somebody may be at the desk now. */
export function running(lines: readonly MeetingLine[]): MeetingLine[] {
  return lines.filter(({ phase }) => phase.state === "open" || phase.state === "live" || phase.state === "late").slice(0, LOOKED_AT_MAX);
}

/** The calls in force that are for this person. What cannot be read is passed over until the next look. */
export async function callsIn(lines: readonly MeetingLine[]): Promise<Call[]> {
  const found = await Promise.all(running(lines).map(async (line) => {
    const reply = await papers.read(line.id).catch(() => null);
    return reply?.help_in_force === true && reply.help?.for_me === true ? [{ line, call: reply.help }] : [];
  }));
  return found.flat();
}
