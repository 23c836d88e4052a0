// The results' rows: filtered by state, sorted by a column. Never changes a row.
import type { ResultRow } from "../../shared/protocol";

export type Column = "rank" | "no" | "supports" | "merged" | "submitted_at";

export interface Sorting {
  readonly column: Column;
  readonly down: boolean;
}

/** How a column is sorted when it is chosen first: places and numbers from the smallest, counts from the largest. */
export function chosen(before: Sorting, column: Column): Sorting {
  if (before.column === column) return { column, down: !before.down };
  return { column, down: column === "supports" || column === "merged" };
}

/** The states that occur, with their counts, in the order of a suggestion's life. */
export function statesOf(rows: readonly ResultRow[]): readonly { readonly state: string; readonly count: number }[] {
  const order = ["published", "pending", "held", "decided", "returned", "rejected", "hidden", "withdrawn", "merged"];
  return order.map((state) => ({ state, count: rows.filter((row) => row.state === state).length })).filter(({ count }) => count > 0);
}

export function arranged(rows: readonly ResultRow[], state: string, sorting: Sorting): ResultRow[] {
  const kept = state === "" ? [...rows] : rows.filter((row) => row.state === state);
  return kept.sort((a, b) => compare(a, b, sorting) || a.no - b.no);
}

/** Rows without a value come last either way. */
function compare(a: ResultRow, b: ResultRow, { column, down }: Sorting): number {
  const [left, right] = [a[column], b[column]];
  if (left === null || right === null) return Number(left === null) - Number(right === null);
  return down ? right - left : left - right;
}
