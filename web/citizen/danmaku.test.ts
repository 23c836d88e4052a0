// What crosses the picture, how far apart, and how low.
import { expect, it } from "vitest";
import { CHARS_MAX, lanesIn, shortForm, spacing } from "./danmaku.ts";
import { characters } from "../shared/figures.ts";

it("a short text crosses whole", () => {
  expect(shortForm("公园厕所要有扶手和应急铃")).toBe("公园厕所要有扶手和应急铃");
});

it("a long one crosses as its first clause and shows that there is more", () => {
  const text = "口袋公园选址请先公示，让周边居民投票定用途，避免建成以后没人去。";
  expect(shortForm(text)).toBe("口袋公园选址请先公示…");
  expect(characters(shortForm(text) || "")).toBeLessThanOrEqual(CHARS_MAX);
});

it("what cannot be shortened honestly does not cross", () => {
  expect(shortForm("老旧小区见缝插绿时请给轮椅和婴儿车留出一米五净宽的通道别把路都种了树")).toBeNull();
  expect(shortForm("另外，老旧小区见缝插绿时请给轮椅和婴儿车留出一米五净宽的通道")).toBeNull();
});

it("a long item never catches up with a short one before it", () => {
  const [width, before, after] = [360, 60, 300];
  const wait = spacing(width, before, after);
  expect(wait + (8_000 * width) / (width + after)).toBeGreaterThanOrEqual(8_000);
});

it("lanes keep to the upper 45 % of the picture", () => {
  expect(lanesIn(219, 44, 24, false)).toBe(2);
  expect(lanesIn(202, 44, 30, false)).toBe(1);
  expect(lanesIn(1080, 44, 30, true)).toBe(3);
  expect(lanesIn(80, 44, 24, false)).toBe(0);
});
