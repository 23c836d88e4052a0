// The link says what was looked at, and nothing about who shares.
import { expect, it } from "vitest";
import { shareLink } from "./share.ts";

it("a link names item, suggestion and second", () => {
  const link = shareLink("https://y.example", { meeting: "park", item: 2, no: 417, momentMs: 2_892_400 });
  expect(link).toBe("https://y.example/m/park?a=2&n=417&t=2892");
});

it("what is not known is left out", () => {
  expect(shareLink("https://y.example", { meeting: "park", item: null, no: null, momentMs: null })).toBe("https://y.example/m/park");
});
