import { expect, test } from "vitest";
import type { ResultRow } from "../../shared/protocol";
import { arranged, chosen, statesOf } from "./rows";

function row(no: number, change: Partial<ResultRow>): ResultRow {
  return {
    no, rank: null, text: "", state: "published", agenda_item: null, supports: 0, aside: 0, rank_with: null, merged: 0, merged_into: null, reason: null, area: null,
    display_name: null, moment_ms: null, submitted_at: no, decided_at: null, floor: "off", ...change,
  };
}

const rows = [row(3, { rank: 1, supports: 9 }), row(1, { rank: 2, supports: 4 }), row(2, { state: "rejected" }), row(4, { rank: 2, supports: 4 })];

test("the ranking keeps ties by number and puts rows without a place last", () => {
  expect(arranged(rows, "", { column: "rank", down: false }).map((one) => one.no)).toEqual([3, 1, 4, 2]);
  expect(arranged(rows, "", { column: "rank", down: true }).map((one) => one.no)).toEqual([1, 4, 3, 2]);
});

test("a filter keeps one state and every state is counted once", () => {
  expect(arranged(rows, "rejected", { column: "no", down: false }).map((one) => one.no)).toEqual([2]);
  expect(statesOf(rows)).toEqual([{ state: "published", count: 3 }, { state: "rejected", count: 1 }]);
});

test("choosing a column again turns it round", () => {
  const first = chosen({ column: "rank", down: false }, "supports");
  expect(first).toEqual({ column: "supports", down: true });
  expect(chosen(first, "supports")).toEqual({ column: "supports", down: false });
  expect(chosen(first, "no")).toEqual({ column: "no", down: false });
});
