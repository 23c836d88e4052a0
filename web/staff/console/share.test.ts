import { expect, test } from "vitest";
import { shared } from "./share";

test("rows that say the same stay the same objects", () => {
  const before = [{ no: 1, text: "a" }, { no: 2, text: "b" }];
  const after = shared(before, [{ no: 2, text: "b" }, { no: 1, text: "changed" }]);
  expect(after[0]).toBe(before[1]);
  expect(after[1]).toEqual({ no: 1, text: "changed" });
});

test("a list without a change is the list of before", () => {
  const before = [{ no: 1, text: "a" }];
  expect(shared(before, [{ no: 1, text: "a" }])).toBe(before);
});
