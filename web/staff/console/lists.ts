// The five lists of the queue and the search in what is at hand.
import { number4 } from "../format";
import type { Key } from "../locale.svelte";
import type { QueueRow } from "../../shared/protocol";

export type QueueTab = "waiting" | "dup" | "flag" | "esc" | "done";

/** In the order of their digits after G. `count` names the figure of the queue that stands on the tab. */
export const TABS: readonly { readonly tab: QueueTab; readonly label: Key; readonly count: "waiting" | "similar" | "flagged" | "held" | null }[] = [
  { tab: "waiting", label: "m.queue", count: "waiting" },
  { tab: "dup", label: "m.dup", count: "similar" },
  { tab: "flag", label: "m.flag", count: "flagged" },
  { tab: "esc", label: "m.esc", count: "held" },
  { tab: "done", label: "m.done", count: null },
];

/** States of what is done, in the order in which they are offered. */
export const DECIDED = ["published", "merged", "rejected", "returned", "hidden", "withdrawn"] as const;

const CLOSE: ReadonlySet<string> = new Set(["similar", "duplicate"]);

export function isTab(word: string): word is QueueTab {
  return TABS.some(({ tab }) => tab === word);
}

/** Whether an item needs a look of its own, so that it is never published with others. */
export function needsCare(flags: readonly string[]): boolean {
  return flags.some((flag) => !CLOSE.has(flag));
}

/** The rows of a list, or of all lists when something is asked for; without those just decided here. */
export function listOf(rows: readonly QueueRow[], tab: QueueTab, gone: ReadonlySet<number>, asked = ""): QueueRow[] {
  const words = asked.trim().toLowerCase();
  const open = rows.filter((row) => !gone.has(row.no));
  return words === "" ? open.filter((row) => isIn(row, tab)) : open.filter((row) => answers(row, words));
}

function isIn(row: QueueRow, tab: QueueTab): boolean {
  const second = row.state === "held" || row.state === "appealed";
  if (tab === "esc" || second) return tab === "esc" && second;
  if (tab === "dup") return row.flags.some((flag) => CLOSE.has(flag));
  if (tab === "flag") return needsCare(row.flags);
  return tab === "waiting";
}

function answers(row: QueueRow, words: string): boolean {
  return number4(row.no).includes(words) || String(row.no) === words.replace(/^0+/, "") || row.text.toLowerCase().includes(words);
}
