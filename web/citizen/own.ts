// What is news about one's own suggestions. Pure: it knows no document and no network.
import type { MineReply } from "../shared/protocol.ts";
import type { Change } from "./replica.ts";

/** While something of one's own waits for its outcome it is asked for this often, so that the reader knows within five seconds. */
export const WAITING_MS = 4_500;
/** On the list of one's own, where the author sits and waits for it, this often: within two seconds. */
export const WATCHED_MS = 1_300;
/** Otherwise this often: what happens in public is heard of at once. */
export const RESTING_MS = 30_000;

/** States in which staff have something to decide. */
const WAITING = ["pending", "checking", "appealed"];

/** When to ask again after this answer; `waiting_ms` while something waits. */
export function pauseAfter(reply: MineReply, waiting_ms = WAITING_MS): number {
  return reply.suggestions.some((card) => WAITING.indexOf(card.state) >= 0) ? waiting_ms : RESTING_MS;
}

/** Whether one of `own` is among what has changed in public. */
export function concerns(changes: Change[], own: Set<number>): boolean {
  return changes.some((change) => {
    if (change.kind === "card" || change.kind === "news") return own.has(change.card.no);
    return (change.kind === "gone" || change.kind === "floor" || change.kind === "asked") && own.has(change.no);
  });
}

/** The latest change of all, ms since 1970; 0 without any suggestion. */
export function latest(reply: MineReply): number {
  return reply.suggestions.reduce((last, card) => Math.max(last, card.changed_at), 0);
}
