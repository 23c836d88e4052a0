// The four lists of the queue and the search in them.
import { number4 } from "../format";
import type { Key } from "../locale.svelte";
import type { QueueCounts, QueueRow } from "../../shared/protocol";

export type QueueTab = keyof QueueCounts;

export const TABS: readonly { readonly tab: QueueTab; readonly label: Key }[] = [
  { tab: "waiting", label: "m.queue" },
  { tab: "similar", label: "m.dup" },
  { tab: "flagged", label: "m.flag" },
  { tab: "held", label: "m.esc" },
];

/** The rows of a list that answer the search, without those just decided here. A search looks in all four lists. */
export function listOf(rows: readonly QueueRow[], tab: QueueTab, asked: string, gone: ReadonlySet<number>): QueueRow[] {
  const words = asked.trim().toLowerCase();
  const open = rows.filter((row) => !gone.has(row.no));
  return words === "" ? open.filter((row) => isIn(row, tab)) : open.filter((row) => answers(row, words));
}

function isIn(row: QueueRow, tab: QueueTab): boolean {
  const second = row.state === "held" || row.state === "appealed";
  if (tab === "held" || second) return tab === "held" && second;
  if (tab === "similar") return row.flags.includes("similar");
  if (tab === "flagged") return row.flags.some((flag) => flag === "personal_data" || flag === "link");
  return true;
}

function answers(row: QueueRow, words: string): boolean {
  return number4(row.no).includes(words) || String(row.no) === words.replace(/^0+/, "") || row.text.toLowerCase().includes(words);
}
