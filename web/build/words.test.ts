import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { forStaff, SERVER_ONLY } from "./words";

const root = join(import.meta.dirname, "../staff");
const sources = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(?:svelte|ts)$/.test(name) && !name.endsWith(".test.ts"))
  .map((name) => [name, readFileSync(join(root, name), "utf8")] as const);

test("no staff page says a word of the families that are left out", () => {
  for (const [name, source] of sources) {
    for (const [, family] of source.matchAll(/["'`]([a-z]+)\.[a-z$]/g)) {
      const said = new RegExp(`(?:\\bt|tCode|\\bkey|says|label|say)\\(?:?\\s*["'\`]${family}\\.`).test(source);
      expect(said && SERVER_ONLY.has(family ?? ""), `${name}: ${family}`).toBe(false);
    }
  }
});

test("the other families are kept whole", () => {
  expect(forStaff({ "m.pub": "Publish", "error.busy": "Busy", "app.close": "Close" })).toEqual({ "m.pub": "Publish", "app.close": "Close" });
});
