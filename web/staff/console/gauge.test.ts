import { expect, test } from "vitest";
import type { Forecast, Gauge } from "../../shared/protocol";
import { advise } from "./gauge";

function gauge(arrived: number, handled: number, oldest_ms = 0, forecast: Forecast | null = null, people = 1): Gauge {
  return { arrived, handled, oldest_ms, target_ms: 120_000, arrivals: [], decisions: [], buckets_from: 0, bucket_ms: 60_000, handling_ms: 18_000, people, forecast };
}

test("a calm desk gets no lever", () => {
  expect(advise(gauge(10, 12, 20_000), 5, "normal")).toMatchObject({ level: "ok", lever: null });
  expect(advise(gauge(0, 0), 0, "normal")).toMatchObject({ level: "ok" });
});

test("a growing backlog says when it will be late, who would help, and offers the slow mode that does", () => {
  const foreseen: Forecast = { cause: "growth", in_ms: 260_000, people: 3, slow_s: 60 };
  expect(advise(gauge(42, 38, 60_000, foreseen), 56, "normal")).toEqual(
    { level: "busy", say: "m.press.soon", growth: 4, minutes: 5, lever: { kind: "slow", s: 60 }, more: 2 },
  );
});

test("a desk that holds now is told of the next rush", () => {
  const foreseen: Forecast = { cause: "rush", in_ms: 150_000, people: null, slow_s: null };
  expect(advise(gauge(2, 2, 5_000, foreseen), 1, "normal")).toMatchObject({ say: "m.press.rush", minutes: 3, more: 0, lever: { kind: "slow", s: 30 } });
});

test("an item older than the target is late whatever the rates are", () => {
  expect(advise(gauge(1, 30, 200_000), 3, "normal")).toMatchObject({ level: "late", say: "m.press.late", lever: { kind: "slow" } });
});

test("twice as many arrivals as decisions for a minute is told", () => {
  expect(advise(gauge(60, 30, 60_000), 30, "normal").level).toBe("busy");
});

test("slow mode offers the pause next, and a pause offers nothing", () => {
  expect(advise(gauge(1, 1, 200_000), 3, "slow").lever).toEqual({ kind: "pause" });
  expect(advise(gauge(1, 1, 200_000), 3, "paused").lever).toBeNull();
});

test("a few fresh items are no pressure for a desk that waits for work", () => {
  expect(advise(gauge(2, 0, 2_000), 2, "normal")).toMatchObject({ level: "ok", lever: null });
  expect(advise(gauge(9, 8, 10_000, null, 3), 3, "normal")).toMatchObject({ level: "ok", lever: null });
});

test("more than the people at the desk can do is told before anything is late", () => {
  expect(advise(gauge(20, 0, 2_000), 20, "normal")).toMatchObject({ level: "busy", say: "m.press.wait", lever: { kind: "slow" } });
  expect(advise(gauge(5, 3, 20_000), 2, "normal")).toMatchObject({ level: "busy", say: "m.press.up", growth: 2 });
});

test("one fresh item before anybody has decided anything is calm", () => {
  expect(advise(gauge(0, 0, 10_000), 1, "normal").level).toBe("ok");
});
