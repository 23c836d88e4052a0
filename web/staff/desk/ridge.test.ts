import { expect, test } from "vitest";
import { area, coarse, gridOf, smooth } from "./ridge";

test("smoothing keeps an even series and softens a spike", () => {
  expect(smooth([2, 2, 2], 1)).toEqual([2, 2, 2]);
  expect(smooth([0, 9, 0], 1)).toEqual([4.5, 3, 4.5]);
});

test("an area begins and ends on its base line", () => {
  const path = area([[0, 5], [10, 2]], 20);
  expect(path.startsWith("M0.0 20.0") && path.endsWith("L10.0 20.0Z")).toBe(true);
  expect(area([], 20)).toBe("");
});

test("grid lines are round and stay below the peak", () => {
  expect(gridOf(54)).toEqual([20, 40]);
  expect(gridOf(9)).toEqual([5]);
  expect(gridOf(2)).toEqual([]);
});

test("buckets are joined to a minute at least and nothing is lost", () => {
  expect(coarse([1, 2, 3, 4, 5], 30_000, 60_000)).toEqual({ bucketMs: 60_000, counts: [3, 7, 5] });
  expect(coarse([1, 2], 90_000, 60_000)).toEqual({ bucketMs: 90_000, counts: [1, 2] });
});
