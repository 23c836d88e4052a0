import { expect, test } from "vitest";
import { all, BULK_MAX, extend, NONE, stillThere, toggle } from "./select";

test("a second press lets a row go", () => {
  expect([...toggle(toggle(NONE, 3), 3)]).toEqual([]);
});

test("a step with Shift selects both its ends", () => {
  expect([...extend(extend(NONE, 3, 4), 4, 5)]).toEqual([3, 4, 5]);
});

test("no more than the limit is ever selected", () => {
  const many = Array.from({ length: 70 }, (_, at) => at + 1);
  const full = all(many);
  expect(full.size).toBe(BULK_MAX);
  expect(toggle(full, 70).size).toBe(BULK_MAX);
  expect(extend(full, 69, 70).size).toBe(BULK_MAX);
});

test("what was decided meanwhile leaves the selection", () => {
  const picked = all([1, 2, 3]);
  expect([...stillThere(picked, [2, 3, 4])]).toEqual([2, 3]);
  expect(stillThere(picked, [3, 2, 1])).toBe(picked);
});
