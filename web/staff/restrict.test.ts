import { expect, it } from "vitest";
import { REASONS } from "./console/reasons";
import { DIGIT_REASONS, ends, ORDERED, reasonOfKey, whomOf } from "./restrict";

it("every reason can be chosen, nine of them by a digit", () => {
  expect([...ORDERED].sort()).toEqual([...REASONS].sort());
  expect(DIGIT_REASONS).toHaveLength(9);
  expect([reasonOfKey("1"), reasonOfKey("9"), reasonOfKey("0"), reasonOfKey("a")]).toEqual(["spam_flood", "joke", undefined, undefined]);
});

it("a moderator's choice ends within the hour", () => {
  expect(ends(false)).toEqual([10, 60]);
  expect(ends(true)).toEqual([10, 60, null]);
});

it("what is typed means a number or a handle, or nothing", () => {
  expect([" 0012 ", "070707070707", "0A0B0C0D0E0F", "", "0", "12a", "公园"].map(whomOf)).toEqual([
    { no: 12 }, { author: "070707070707" }, { author: "0a0b0c0d0e0f" }, null, null, null, null,
  ]);
});
