import { expect, test } from "vitest";
import { age, band, characters, fromLocalInput, moment, number4, numeral, toLocalInput } from "./format";

test("waiting times read as minutes and seconds and never go below zero", () => {
  expect([age(-5), age(48_900), age(200_000), age(3_800_000)]).toEqual(["0:00", "0:48", "3:20", "1:03:20"]);
});

test("moments of the broadcast have two digits each", () => {
  expect(moment(4_356_000)).toBe("01:12:36");
});

test("numbers have four digits at least", () => {
  expect([number4(7), number4(987), number4(12_345)]).toEqual(["0007", "0987", "12345"]);
});

test("lengths are what a reader counts", () => {
  expect(["长椅", "👨‍👩‍👧‍👦", "🇨🇳a", ""].map(characters)).toEqual([2, 1, 2, 0]);
});

test("agenda numerals follow the language", () => {
  expect([1, 10, 11, 20, 21].map((n) => numeral(n, "zh-Hans"))).toEqual(["一", "十", "十一", "二十", "二十一"]);
  expect(numeral(3, "en")).toBe("3");
});

test("bands repeat after eight", () => {
  expect([1, 8, 9].map(band)).toEqual([1, 8, 1]);
});

test("a local date and time comes back as the same moment", () => {
  const moment = Date.UTC(2026, 2, 5, 6, 30);
  expect(fromLocalInput(toLocalInput(moment))).toBe(moment);
  expect(fromLocalInput("")).toBeNull();
});
