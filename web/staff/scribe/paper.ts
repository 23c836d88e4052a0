// Numbers of paper forms: counted up while a batch is entered, and looked for among what was entered before. Pure.
import type { ScribeLine } from "../../shared/protocol";
import type { Waiting } from "./outbox";

/** The longest number that the server takes. */
export const PAPER_CHARS_MAX = 20;

/** The number after `paper`: its last digits go up by one and keep their width. Without digits it stays. */
export function nextPaper(paper: string): string {
  const found = /^(.*?)(\d+)$/.exec(paper.trim());
  if (found === null) return paper.trim();
  const [, head = "", digits = ""] = found;
  // Digit by digit: twenty of them are more than a number holds exactly.
  const nines = /9*$/.exec(digits)?.[0].length ?? 0;
  const stem = digits.slice(0, digits.length - nines);
  const raised = stem === "" ? "1" : stem.slice(0, -1) + String(Number(stem.slice(-1)) + 1);
  return head + raised + "0".repeat(nines);
}

/** Where this number was entered before: a suggestion's number, `"waiting"`, or nowhere. */
export function enteredBefore(paper: string, lines: readonly ScribeLine[], waiting: readonly Waiting[]): number | "waiting" | null {
  const wanted = paper.trim();
  if (wanted === "") return null;
  const line = lines.find((one) => one.paper === wanted && one.state !== "withdrawn");
  if (line !== undefined) return line.no;
  return waiting.some((one) => one.entry.paper === wanted) ? "waiting" : null;
}
