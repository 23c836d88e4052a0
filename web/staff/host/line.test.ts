import { expect, test } from "vitest";
import { inOrder, type Line, moved, placeAt, stepAlong } from "./line";

const line: Line = { before: [1, 2], here: 3, after: [4, 5] };

test("the next candidate follows what is on the screen, and what is about to be shown", () => {
  expect(stepAlong(line, null, 1)).toBe(4);
  expect(stepAlong(line, 4, 1)).toBe(5);
  expect(stepAlong(line, 5, 1)).toBeNull();
});

test("back leads to what was read out last", () => {
  expect(stepAlong(line, null, -1)).toBe(2);
  expect(stepAlong(line, 2, -1)).toBe(1);
  expect(stepAlong(line, 1, -1)).toBeNull();
  expect(stepAlong(line, 4, -1)).toBe(3);
});

test("with an empty screen one stands between what was and what comes", () => {
  expect(stepAlong({ ...line, here: null }, null, 1)).toBe(4);
  expect(stepAlong({ ...line, here: null }, null, -1)).toBe(2);
  expect(stepAlong({ before: [], here: null, after: [] }, null, 1)).toBeNull();
  expect(stepAlong({ before: [], here: null, after: [] }, null, -1)).toBeNull();
});

test("a number that has left the line counts for nothing", () => {
  expect(stepAlong(line, 99, 1)).toBe(4);
  expect(stepAlong({ ...line, here: null }, 99, -1)).toBe(2);
});

test("a candidate moves to a place and never out of the list", () => {
  expect(moved([1, 2, 3], 1, 1)).toEqual([2, 1, 3]);
  expect(moved([1, 2, 3], 3, 0)).toEqual([3, 1, 2]);
  expect(moved([1, 2, 3], 1, 99)).toEqual([2, 3, 1]);
  expect(moved([1, 2, 3], 1, -5)).toEqual([1, 2, 3]);
  expect(moved([1, 2, 3], 9, 0)).toEqual([1, 2, 3]);
});

test("an own order keeps what a colleague adds and drops what has gone", () => {
  const cards = [{ no: 1 }, { no: 2 }, { no: 4 }];
  expect(inOrder(cards, [3, 2, 1]).map((card) => card.no)).toEqual([2, 1, 4]);
});

test("a dragged row goes where the pointer is between the middles of the others", () => {
  expect(placeAt([10, 30, 50], 5)).toBe(0);
  expect(placeAt([10, 30, 50], 31)).toBe(2);
  expect(placeAt([10, 30, 50], 99)).toBe(3);
});
