import { expect, test } from "vitest";
import type { QueueRow } from "../../shared/protocol";
import { listOf, type QueueTab } from "./lists";

function row(no: number, change: Partial<QueueRow> = {}): QueueRow {
  return { no, text: `建议${no}`, agenda_item: 1, submitted_at: 0, flags: [], state: "pending", holder: null, mine: false, ...change };
}

const rows = [row(7, { flags: ["similar"] }), row(8, { flags: ["personal_data"] }), row(9, { state: "held", flags: ["link"] }), row(87)];
const nos = (tab: QueueTab, asked = "", gone: number[] = []): number[] => listOf(rows, tab, asked, new Set(gone)).map((one) => one.no);

test("each list holds what its count counts", () => {
  expect(nos("waiting")).toEqual([7, 8, 87]);
  expect(nos("similar")).toEqual([7]);
  expect(nos("flagged")).toEqual([8]);
  expect(nos("held")).toEqual([9]);
});

test("what was just decided here is not listed", () => {
  expect(nos("waiting", "", [8])).toEqual([7, 87]);
});

test("a search finds numbers and words in every list", () => {
  expect(nos("waiting", "0009")).toEqual([9]);
  expect(nos("waiting", "87")).toEqual([87]);
  expect(nos("waiting", "建议8")).toEqual([8, 87]);
});
