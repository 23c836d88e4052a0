import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { characters, clock, exact, numeral, short, timeOfDay, type LocaleTag } from "./figures.ts";

interface Row {
  number: number;
  text: string;
}
const fixture: Record<string, Row[]> = JSON.parse(readFileSync("../tests/fixtures/figures.json", "utf8"));
const rows = (name: string): Row[] => fixture[name] ?? [];

describe("figures are written as the server writes them", () => {
  it.each(rows("short"))("short $number", (row) => {
    const words = row as unknown as Record<LocaleTag, string>;
    for (const locale of ["zh-Hans", "zh-Hant", "en"] as const) expect(short(row.number, locale)).toBe(words[locale]);
  });
  it.each(rows("exact"))("exact $number", (row) => expect(exact(row.number)).toBe(row.text));
  it.each(rows("numeral"))("numeral $number", (row) => expect(numeral(row.number)).toBe(row.text));
  it.each(rows("clock"))("clock $number", (row) => expect(clock(row.number)).toBe(row.text));
  it.each(rows("time_of_day"))("time of day $number", (row) => expect(timeOfDay(row.number)).toBe(row.text));
});

describe("characters are what a reader sees", () => {
  it.each(rows("characters"))("by the browser: $text", (row) => expect(characters(row.text)).toBe(row.number));
  it.each(rows("characters"))("where the browser cannot: $text", (row) => expect(characters(row.text, null)).toBe(row.number));
});
