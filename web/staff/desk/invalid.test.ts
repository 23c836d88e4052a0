import { expect, test } from "vitest";
import { empty, ofAlarm, second, wanted, zeroOf } from "./invalid";
import type { MeetingCard } from "../../shared/protocol";

const NOON = new Date(2026, 2, 4, 12, 0, 5).getTime();

test("what is left out is no condition, and the named second counts", () => {
  const { asked, wrong } = wanted({ ...empty(), nos: " 3，12、 3 ", from: second(NOON), until: second(NOON) });
  expect(wrong).toEqual([]);
  expect(asked).toEqual({ nos: [3, 12], from: NOON, until: NOON + 1_000 });
});

test("nothing asked, words for numbers, times that go back and a pace without numbers are named", () => {
  const wrong = (change: object): readonly string[] => wanted({ ...empty(), ...change }).wrong;
  expect(wrong({})).toEqual(["all"]);
  expect(wrong({ nos: "三" })).toEqual(["nos"]);
  expect(wrong({ nos: Array.from({ length: 201 }, (_, at) => at + 1).join(" ") })).toEqual(["nos"]);
  expect(wrong({ from: second(NOON), until: second(NOON - 60_000) })).toEqual(["until"]);
  expect(wrong({ came_from: second(NOON), came_until: second(NOON - 60_000) })).toEqual(["came_until"]);
  expect(wrong({ pace: "at_most", count: null })).toEqual(["pace"]);
  expect(wrong({ pace: "at_least", count: 3, minutes: 1_441 })).toEqual(["pace"]);
  expect(wanted({ ...empty(), pace: "at_least" }).asked).toEqual({ pace: { bound: "at_least", count: 3, minutes: 5 } });
});

test("a burst fills in its suggestion and its time", () => {
  const alarm = { no: 7, text: "", from: NOON, until: NOON + 30_000, count: 80, expected: 2, supports: 90, on_screen: false };
  expect(wanted(ofAlarm(alarm)).asked).toEqual({ nos: [7], from: NOON, until: NOON + 30_000 });
});

test("the broadcast began when it went live, or with its first item", () => {
  const card = (phase: object, started: (number | null)[]): MeetingCard =>
    ({ phase, agenda: started.map((started_at) => ({ started_at })) }) as unknown as MeetingCard;
  expect(zeroOf(null)).toBe(null);
  expect(zeroOf(card({ state: "live", since: 5 }, [7]))).toBe(5);
  expect(zeroOf(card({ state: "closed", at: 9 }, [null, 7, 8]))).toBe(7);
  expect(zeroOf(card({ state: "open" }, [null]))).toBe(null);
});
