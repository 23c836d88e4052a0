import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { countdown, fixedView, quote, shown, smaller, type Situation, width } from "./view.ts";

interface Fixture {
  views: (Situation & { shown: string })[];
  quotes: { text: string; times: number; class: string; full: boolean }[];
  countdowns: { left_ms: number; text: string }[];
}

const fixture = JSON.parse(readFileSync("../tests/fixtures/screen.json", "utf8")) as Fixture;

test("views, sizes and times are those of the fixture", () => {
  for (const row of fixture.views) expect(shown(row), JSON.stringify(row)).toBe(row.shown);
  for (const row of fixture.quotes) expect(quote(row.text.repeat(row.times)), `${row.text} × ${row.times}`).toEqual({ name: row.class, full: row.full });
  for (const row of fixture.countdowns) expect(countdown(row.left_ms)).toBe(row.text);
});

test("an address fixes a known view, and follows the host otherwise", () => {
  expect(["?k=1&view=rank", "?view=auto", "?view=dance", ""].map(fixedView)).toEqual(["rank", "auto", "auto", "auto"]);
});

test("a quotation that does not fit gets smaller down to the last size", () => {
  expect([smaller("q1"), smaller("q5"), smaller("q6")]).toEqual(["q2", "q6", null]);
});

test("two letters are as wide as one character", () => {
  expect([width("公园"), width("abcd"), width("1.5 米通道")]).toEqual([2, 2, 5]);
});
