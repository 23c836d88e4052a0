import { expect, test } from "vitest";
import { Ranks, REORDER_MS } from "./ranks.ts";

const all = (): boolean => true;

test("places change at most once in twenty seconds, however often counts do", () => {
  const ranks = new Ranks([1, 2, 3], 0);
  let changes = 0;
  let before = "1,2,3";
  for (let now = 0; now <= 60_000; now += 250) {
    const after = ranks.rows(now % 500 ? [1, 2, 3] : [3, 1, 2], all, now).join();
    if (after !== before) changes += 1;
    before = after;
  }
  expect(changes).toBeLessThanOrEqual(60_000 / REORDER_MS);
  expect(changes).toBeGreaterThan(0);
});

test("what is no longer public goes at once, without a change of places", () => {
  const ranks = new Ranks([1, 2, 3], 0);
  expect(ranks.rows([3, 1, 4], (no) => no !== 2, 10)).toEqual([1, 3]);
  expect(ranks.rows([3, 1, 4], (no) => no !== 2, REORDER_MS)).toEqual([3, 1, 4]);
});

test("what follows behind the others comes at once", () => {
  const ranks = new Ranks([], 0);
  expect(ranks.rows([5], all, 10)).toEqual([5]);
  expect(ranks.rows([5, 6], all, 20)).toEqual([5, 6]);
  expect(ranks.rows([6, 5], all, 30)).toEqual([5, 6]);
});

test("another ranking starts over and has its own twenty seconds", () => {
  const ranks = new Ranks([1, 2], 0);
  ranks.reset([8, 9], 19_000);
  expect(ranks.rows([9, 8], all, REORDER_MS)).toEqual([8, 9]);
  expect(ranks.rows([9, 8], all, 39_000)).toEqual([9, 8]);
});
