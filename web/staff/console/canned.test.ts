import { expect, it } from "vitest";
import { NOTE_CHARS_MAX, pickOf, stepIn, withReply } from "./canned";

it("a reply stands behind what was typed, and what does not fit is not cut", () => {
  expect(withReply("  ", "请写明地点")).toBe("请写明地点");
  expect(withReply("谢谢。\n", "请写明地点")).toBe("谢谢。\n请写明地点");
  expect(withReply("长".repeat(NOTE_CHARS_MAX - 6), "请写明地点")).toHaveLength(NOTE_CHARS_MAX);
  expect(withReply("长".repeat(NOTE_CHARS_MAX - 5), "请写明地点")).toBeNull();
});

it("arrows stay in the list and digits pick what is there", () => {
  const table: [string, number, number | null][] = [
    ["ArrowDown", 0, 1], ["ArrowDown", 2, 2], ["ArrowUp", 0, 0], ["Home", 2, 0], ["End", 0, 2], ["a", 1, null],
  ];
  for (const [key, at, to] of table) expect(stepIn(key, at, 3), key).toBe(to);
  expect([pickOf("Digit1", 3), pickOf("Numpad3", 3), pickOf("Digit4", 3), pickOf("Digit0", 3), pickOf("KeyA", 3)]).toEqual([0, 2, null, null, null]);
});
