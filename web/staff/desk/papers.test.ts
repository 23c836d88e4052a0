import { expect, it } from "vitest";
import { Refused } from "../api";
import { isStale, linesOf, same, up } from "./papers";

it("replies are compared as they would be saved", () => {
  const drafts = [{ title: " 缺地点 ", text: "请写明\n" }];
  expect(linesOf(drafts)).toEqual([{ title: "缺地点", text: "请写明" }]);
  expect(same(linesOf(drafts), [{ title: "缺地点", text: "请写明" }])).toBe(true);
  expect(same(drafts, [])).toBe(false);
  expect(same([{ title: "甲", text: "一" }], [{ title: "甲", text: "二" }])).toBe(false);
});

it("one goes up a place and the first stays", () => {
  expect([up([1, 2, 3], 2), up([1, 2, 3], 0), up([1, 2, 3], 3)]).toEqual([[1, 3, 2], [1, 2, 3], [1, 2, 3]]);
});

it("only a version that was passed is a colleague's", () => {
  const refused = (code: string): Refused => new Refused({ code, title: "", status: 409 } as ConstructorParameters<typeof Refused>[0]);
  expect([isStale(refused("stale_version")), isStale(refused("not_allowed")), isStale(new Error("x"))]).toEqual([true, false, false]);
});
