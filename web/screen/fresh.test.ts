import { expect, test } from "vitest";
import { Freshness, LOST_MS } from "./fresh.ts";

test("ten seconds without proof are a loss, and proof ends it", () => {
  const fresh = new Freshness(0);
  expect([fresh.lost(LOST_MS - 1), fresh.lost(LOST_MS)]).toEqual([false, true]);
  fresh.frame(LOST_MS);
  expect(fresh.lost(LOST_MS + 1)).toBe(false);
});

test("a server that answers but has what we lack proves nothing", () => {
  const fresh = new Freshness(0);
  for (let now = 3_000; now <= 9_000; now += 3_000) fresh.pulse(40, 39, now);
  expect(fresh.lost(LOST_MS)).toBe(true);
  fresh.pulse(40, 40, LOST_MS);
  expect(fresh.lost(LOST_MS)).toBe(false);
});

test("a pulse every three seconds leaves a dead server unnoticed for no longer than eleven", () => {
  const fresh = new Freshness(0);
  fresh.pulse(1, 1, 3_000);
  expect(fresh.lost(3_000 + LOST_MS)).toBe(true);
});
