// The server hands the script only the words listed in words.json: the list holds what the script uses, and no more.
import { readFileSync, readdirSync } from "node:fs";
import { expect, it } from "vitest";

const listed: string[] = JSON.parse(readFileSync("citizen/words.json", "utf8"));
const locale: Record<string, string> = JSON.parse(readFileSync("locales/zh-Hans.json", "utf8"));
const sources = readdirSync("citizen").filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
const code = sources.map((name) => readFileSync(`citizen/${name}`, "utf8")).join("\n");
/** Keys that are put together in the script, by their beginning. */
const built = ["floor.", "feed.gone."];

it("every word that the script says is listed and exists", () => {
  const strings = new Set(Array.from(code.matchAll(/"([a-z]+(?:\.[a-z_]+)+)"/g), (match) => match[1] ?? ""));
  const said = Array.from(strings).filter((key) => key in locale);
  const expected = said.concat(Object.keys(locale).filter((key) => built.some((start) => key.startsWith(start))));
  expect(listed.slice().sort()).toEqual(Array.from(new Set(expected)).sort());
});

it("the script has no text of its own", () => {
  expect(code.replace(/\/\/.*|\/\*[^]*?\*\//g, "")).not.toMatch(/[\u3400-\u9fff]/u);
});
