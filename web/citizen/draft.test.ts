import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { DraftBox, type Draft } from "./draft.ts";

const DRAFT: Draft = { text: "公园要有树荫", area: "城东", name: "李", item: "2", moment: 61_000 };
let box: DraftBox;

beforeEach(() => {
  vi.useFakeTimers();
  box = new DraftBox("park");
  box.keep(DRAFT);
});

afterEach(() => {
  box.clear();
  vi.useRealTimers();
});

it("a draft is there again for a day; then only name and place are", () => {
  vi.advanceTimersByTime(23 * 3_600_000);
  expect(box.load()).toMatchObject(DRAFT);
  vi.advanceTimersByTime(2 * 3_600_000);
  expect(box.load()).toMatchObject({ text: "", area: "城东", name: "李", item: "", moment: null });
});

it("the same words keep their key, other words get another", () => {
  const first = box.keyFor(DRAFT, "a");
  expect(box.keyFor(DRAFT, "a")).toBe(first);
  expect(box.keyFor(DRAFT, "b")).not.toBe(first);
});

it("what was sent is gone, and the next one has a key of its own", () => {
  const first = box.keyFor(DRAFT, "a");
  box.clear();
  expect(box.load()).toMatchObject({ text: "", name: "李" });
  expect(box.keyFor({ ...DRAFT, text: "别的" }, "c")).not.toBe(first);
});
