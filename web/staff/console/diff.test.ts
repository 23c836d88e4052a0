import { expect, test } from "vitest";
import { diff } from "./diff";

const told = (before: string, after: string): string =>
  diff(before, after).map(({ kind, text }) => (kind === "same" ? text : kind === "out" ? `[-${text}-]` : `[+${text}+]`)).join("");

test("a wrong letter is out and the right one in", () => {
  expect(told("河边的的步道", "河边的步道")).toBe("河边的[-的-]步道");
  expect(told("请补几展灯", "请补几盏灯")).toBe("请补几[-展-][+盏+]灯");
});

test("equal texts have no change and empty ones nothing", () => {
  expect(told("一样", "一样")).toBe("一样");
  expect(diff("", "")).toEqual([]);
});

test("both texts can be read off the changes", () => {
  const before = "我住桂香里3栋，楼下绿地被圈起来停车。";
  const after = "楼下的绿地被圈起来停车了。";
  const changes = diff(before, after);
  expect(changes.filter((one) => one.kind !== "in").map((one) => one.text).join("")).toBe(before);
  expect(changes.filter((one) => one.kind !== "out").map((one) => one.text).join("")).toBe(after);
});

test("a long text is compared within its limit", () => {
  const long = "字".repeat(5_000);
  expect(told(`甲${long}乙`, `丙${long}丁`).length).toBeGreaterThan(5_000);
});
