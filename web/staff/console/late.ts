// Taking back what has taken effect: it waits again, citizens are told, and the record says who did it and why.
import { desk } from "../endpoints";
import { failure } from "../failure";
import { number4 } from "../format";
import { t } from "../locale.svelte";
import type { ConsoleState } from "./state.svelte";

/** What can be taken back late, in the states of a suggestion. */
const REOPENED: ReadonlySet<string> = new Set(["published", "returned", "rejected"]);

/** How a decision in effect is taken back; `null` when it cannot be. */
export function wayBack(state: string): "reopen" | "unmerge" | null {
  if (state === "merged" || state === "merge") return "unmerge";
  const word: Readonly<Record<string, string>> = { publish: "published", return: "returned", reject: "rejected" };
  return REOPENED.has(word[state] ?? state) ? "reopen" : null;
}

/** Takes it back with trace; whether that went through. */
export async function reopen(state: ConsoleState, no: number, way: "reopen" | "unmerge", note: string | null): Promise<boolean> {
  if (state.locked) return false;
  try {
    await (way === "unmerge" ? desk.unmerge(state.meeting, no) : desk.reopen(state.meeting, no, note));
    state.past = state.past.filter((entry) => entry.no !== no);
    state.tell(t(way === "unmerge" ? "m.say.unmerged" : "m.say.reopened", { no: number4(no) }), [no]);
    state.lookNow();
    void state.topUp();
    return true;
  } catch (error) {
    const { text: why, requestId } = failure(error);
    state.complain(t("m.say.undo.failed", { no: number4(no), why }), requestId);
    return false;
  }
}
