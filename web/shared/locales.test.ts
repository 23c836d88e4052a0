// Every text exists in every locale, with the same places to fill, and Chinese is set with full-width punctuation.
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

type Texts = Record<string, string>;
const read = (tag: string): Texts => JSON.parse(readFileSync(`locales/${tag}.json`, "utf8"));
const simplified = read("zh-Hans");
const traditional = read("zh-Hant");
const english = read("en");

it("every locale has the same keys", () => {
  expect(Object.keys(traditional).sort()).toEqual(Object.keys(simplified).sort());
  expect(Object.keys(english).sort()).toEqual(Object.keys(simplified).sort());
});

it("every locale has the same places to fill", () => {
  const places = (text: string | undefined): string[] => ((text ?? "").match(/\{\w+\}/g) ?? []).sort();
  for (const [key, text] of Object.entries(simplified)) {
    expect(places(traditional[key]), key).toEqual(places(text));
    expect(places(english[key]), key).toEqual(places(text));
  }
});

it("no text is empty", () => {
  for (const texts of [simplified, traditional, english]) {
    expect(Object.entries(texts).filter(([, text]) => text.trim() === "")).toEqual([]);
  }
});

it("Chinese has no ASCII punctuation after a Chinese character", () => {
  const half = /[\u3400-\u9fff\u3000-\u303f\uff00-\uffef][,.;:!?()]/u;
  for (const texts of [simplified, traditional]) {
    expect(Object.entries(texts).filter(([, text]) => half.test(text))).toEqual([]);
  }
});
