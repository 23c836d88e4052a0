import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { MeetingCard } from "../shared/protocol.ts";
import { setServerNow } from "./clock.ts";
import { Pace } from "./pace.ts";

function meeting(intervalS: number, slowS = 0): MeetingCard {
  const intake = slowS ? { mode: "slow", interval_s: slowS } : { mode: "normal" };
  return { intake, policy: { suggestion_interval_s: intervalS } } as unknown as MeetingCard;
}

beforeEach(() => {
  vi.useFakeTimers();
  setServerNow(1_000_000, 1);
});

afterEach(() => vi.useRealTimers());

it("who has not suggested yet waits for nothing, even in slow mode", () => {
  expect(new Pace("a").left(meeting(30, 60))).toBe(0);
});

it("slow mode counts from one's last suggestion, also on the next page", () => {
  new Pace("b").taken();
  vi.advanceTimersByTime(10_000);
  const next = new Pace("b");
  expect(next.left(meeting(30, 60))).toBe(50);
  expect(next.left(meeting(30))).toBe(20);
  vi.advanceTimersByTime(50_000);
  expect(next.left(meeting(30, 60))).toBe(0);
});

it("what the server asks for is waited for to the second", () => {
  const pace = new Pace("c");
  pace.wait(3);
  expect(pace.left(meeting(0))).toBe(3);
  vi.advanceTimersByTime(2_001);
  expect(pace.left(meeting(0))).toBe(1);
  vi.advanceTimersByTime(1_000);
  expect(pace.left(meeting(0))).toBe(0);
});
