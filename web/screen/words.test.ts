import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const listed = JSON.parse(readFileSync("screen/words.json", "utf8")) as string[];

test("the server hands out exactly the words that the scripts use", () => {
  const files = readdirSync("screen").filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"));
  const texts = files.map((file) => readFileSync(`screen/${file}`, "utf8")).join("\n");
  const calls = Array.from(texts.matchAll(/\bt\(([^;]*)/g)).map((match) => match[1]).join("\n");
  const used = new Set(Array.from(calls.matchAll(/"([a-z]+(?:\.[a-z]+)+)"/g)).map((match) => match[1]));
  expect(listed).toEqual(Array.from(used).sort());
});

test("every word has a text in every language", () => {
  for (const locale of ["zh-Hans", "zh-Hant", "en"]) {
    const texts = JSON.parse(readFileSync(`locales/${locale}.json`, "utf8")) as Record<string, string>;
    expect(listed.filter((key) => !(key in texts))).toEqual([]);
  }
});
