import { expect, test } from "vitest";
import type { MeetingCard } from "../../shared/protocol";
import { backMax, leftOf, momentOf, STEP_MS } from "./moment";

const item = { title: "绿道", speaker: "", planned_minutes: 20, started_at: 1_000_000, ended_at: null };
const live = { phase: { state: "live", since: 400_000 }, current_item: 1, agenda: [item] } as unknown as MeetingCard;

test("an answer is stamped with the broadcast moment, moved back as told", () => {
  expect(momentOf(live, 1_000_000, 0)).toBe(600_000);
  expect(momentOf(live, 1_000_000, STEP_MS)).toBe(570_000);
  expect(momentOf(live, 400_010, STEP_MS)).toBe(0);
});

test("without a broadcast there is no moment", () => {
  expect(momentOf({ ...live, phase: { state: "open" } }, 1_000_000, 0)).toBeNull();
});

test("after the broadcast its last moment is the latest", () => {
  expect(momentOf({ ...live, phase: { state: "late", since: 400_000, ended: 500_000 } }, 9_000_000, 0)).toBe(100_000);
});

test("a stamp moves back to the start and no further", () => {
  expect(backMax(live, 445_000)).toBe(2 * STEP_MS);
  expect(backMax(live, 400_000)).toBe(0);
});

test("what is left of an item goes below nothing when it takes longer", () => {
  expect(leftOf(live, 1_060_000)).toBe(19 * 60_000);
  expect(leftOf(live, 1_000_000 + 21 * 60_000)).toBe(-60_000);
  expect(leftOf({ ...live, current_item: null }, 1_060_000)).toBeNull();
  expect(leftOf({ ...live, agenda: [{ ...item, started_at: null }] }, 1_060_000)).toBeNull();
});
