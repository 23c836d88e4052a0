import { expect, test } from "vitest";
import { MeetingClock } from "./clock";

test("before the first answer there is no meeting time", () => {
  expect(new MeetingClock().now(500)).toBe(0);
});

test("the clock goes on between answers", () => {
  const clock = new MeetingClock();
  clock.sample(100_000, 0, 0);
  expect(clock.now(750)).toBe(100_750);
});

test("a jitter of the network does not change real time", () => {
  const clock = new MeetingClock();
  clock.sample(100_000, 0, 20);
  clock.sample(103_060, 3_000, 3_090);
  expect(clock.speed).toBe(1);
});

test("an answer that took long says nothing about the speed", () => {
  const clock = new MeetingClock();
  clock.sample(100_000, 0, 0);
  clock.sample(102_000, 2_000, 5_000);
  expect(clock.speed).toBe(1);
});

test("a fast meeting is followed at its speed", () => {
  const clock = new MeetingClock();
  clock.sample(100_000, 0, 0);
  clock.sample(220_000, 2_000, 2_000);
  expect(clock.speed).toBe(60);
  expect(clock.now(2_500)).toBe(250_000);
  expect(clock.real(5_000)).toBeCloseTo(83.3, 1);
});
