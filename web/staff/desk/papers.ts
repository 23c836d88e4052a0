// The desk's papers as they are written: drafts, and what a colleague saved meanwhile.
import type { CannedLine } from "../../shared/protocol";
import { Refused } from "../api";

/** The longest run-book or note, in characters. */
export const PAPER_CHARS_MAX = 4_000;
/** As many canned replies as a meeting may have. */
export const CANNED_MAX = 60;
export const TITLE_CHARS_MAX = 40;

/** The replies without blanks around them. */
export function linesOf(drafts: readonly CannedLine[]): CannedLine[] {
  return drafts.map(({ title, text }) => ({ title: title.trim(), text: text.trim() }));
}

export function same(one: readonly CannedLine[], other: readonly CannedLine[]): boolean {
  return one.length === other.length && one.every((line, at) => line.title === other[at]?.title && line.text === other[at]?.text);
}

/** The list with one moved a place up; the first stays. */
export function up<T>(list: readonly T[], at: number): T[] {
  const moved = [...list];
  if (at > 0 && at < list.length) moved.splice(at - 1, 0, ...moved.splice(at, 1));
  return moved;
}

/** Whether somebody else saved first. */
export function isStale(error: unknown): boolean {
  return error instanceof Refused && error.code === "stale_version";
}
