import { expect, test } from "vitest";
import { isTab, listOf, needsCare, type QueueTab } from "./lists";
import type { QueueRow } from "../../shared/protocol";

function row(no: number, change: Partial<QueueRow> = {}): QueueRow {
  return { no, text: `建议${no}`, agenda_item: 1, submitted_at: 0, flags: [], state: "pending", holder: null, mine: false, topic: null, unread: false, revision: 1, barred: false, ...change };
}

const rows = [row(7, { flags: ["similar"] }), row(8, { flags: ["personal_data"] }), row(9, { state: "held", flags: ["link"] }), row(87)];
const nos = (tab: QueueTab, asked = "", gone: number[] = []): number[] => listOf(rows, tab, new Set(gone), asked).map((one) => one.no);

test("each list holds what its count counts", () => {
  expect(nos("waiting")).toEqual([7, 8, 87]);
  expect(nos("dup")).toEqual([7]);
  expect(nos("flag")).toEqual([8]);
  expect(nos("esc")).toEqual([9]);
});

test("what was just decided here is not listed", () => {
  expect(nos("waiting", "", [8])).toEqual([7, 87]);
});

test("a search finds numbers and words in every list", () => {
  expect(nos("waiting", "0009")).toEqual([9]);
  expect(nos("waiting", "87")).toEqual([87]);
  expect(nos("waiting", "建议8")).toEqual([8, 87]);
});

test("what is only close to another needs no care of its own, every other flag does", () => {
  expect(needsCare(["similar", "duplicate"])).toBe(false);
  for (const flag of ["personal_data", "link", "watch", "review", "block", "flood"]) expect(needsCare(["similar", flag]), flag).toBe(true);
});

test("the lists of the address are known by their words", () => {
  expect(["waiting", "dup", "flag", "esc", "done"].every(isTab)).toBe(true);
  expect(isTab("deleted")).toBe(false);
});
