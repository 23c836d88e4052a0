import { expect, test } from "vitest";
import { momentOf } from "./moment";

const since = new Date(2026, 6, 1, 14, 0).getTime();
const live = { state: "live", since };
const at = (minute: number): number => since + minute * 60_000;
const choice = { when: "none", minutes: 10, clock: "14:05" } as const;

test("now, minutes ago and a time of day lead to moments of the broadcast", () => {
  expect(momentOf({ ...choice, when: "now" }, live, at(30))).toBe(30 * 60_000);
  expect(momentOf({ ...choice, when: "ago" }, live, at(30))).toBe(20 * 60_000);
  expect(momentOf({ ...choice, when: "clock" }, live, at(30))).toBe(5 * 60_000);
  expect(momentOf(choice, live, at(30))).toBeNull();
});

test("a time before the broadcast, or one that cannot be read, is outside", () => {
  expect(momentOf({ ...choice, when: "ago", minutes: 31 }, live, at(30))).toBe("outside");
  expect(momentOf({ ...choice, when: "ago", minutes: null }, live, at(30))).toBe("outside");
  expect(momentOf({ ...choice, when: "clock", clock: "13:59" }, live, at(30))).toBe("outside");
  expect(momentOf({ ...choice, when: "clock", clock: "" }, live, at(30))).toBe("outside");
});

test("before the broadcast there are no moments, and after it the last one is its end", () => {
  expect(momentOf({ ...choice, when: "now" }, { state: "open" }, at(30))).toBeNull();
  expect(momentOf({ ...choice, when: "now" }, { state: "late", since, ended: at(150) }, at(170))).toBe(150 * 60_000);
  expect(momentOf({ ...choice, when: "clock", clock: "16:45" }, { state: "late", since, ended: at(150) }, at(170))).toBe("outside");
});

test("a time of day after now is that of yesterday", () => {
  const evening = new Date(2026, 6, 1, 23, 30).getTime();
  const night = { state: "live", since: evening };
  expect(momentOf({ when: "clock", minutes: null, clock: "23:50" }, night, evening + 60 * 60_000)).toBe(20 * 60_000);
});
