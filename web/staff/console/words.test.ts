import { expect, test } from "vitest";
import { withMarks, withShared } from "./words";

const mobile = (from: number, to: number) => ({ from, to, kind: "mobile", masked: "138****5521" });

test("personal data is cut out and every character stays", () => {
  const text = "电话13800005521，请回电";
  const parts = withMarks(text, [mobile(2, 13)]);
  expect(parts.map((part) => part.text)).toEqual(["电话", "13800005521", "，请回电"]);
  expect(parts.map((part) => part.mark?.kind ?? null)).toEqual([null, "mobile", null]);
  expect(parts.map((part) => part.text).join("")).toBe(text);
});

test("marks that overlap or point outside change nothing", () => {
  expect(withMarks("abcdef", [mobile(0, 4), mobile(2, 6), mobile(4, 99)]).map((part) => part.text)).toEqual(["abcd", "ef"]);
});

test("a text without marks is one part, an empty text none", () => {
  expect(withMarks("abc", [])).toEqual([{ text: "abc", mark: null, hit: null }]);
  expect(withMarks("", [])).toEqual([]);
});

test("shared words are marked, single letters and punctuation are not", () => {
  const parts = withShared("建口袋公园之前，请先问", "口袋公园选址，请先公示");
  expect(parts.filter((part) => part.shared).map((part) => part.text)).toEqual(["口袋公园", "请先"]);
  expect(parts.map((part) => part.text).join("")).toBe("建口袋公园之前，请先问");
});

test("a word of a list is cut out with its list's name; personal data go before it", () => {
  const hit = (from: number, to: number) => ({ from, to, list: "提示词", level: "watch" as const, word: "面子工程", by_sound: false });
  const parts = withMarks("又是面子工程，电话13800005521", [mobile(9, 20)], [hit(2, 6), hit(7, 12)]);
  expect(parts.map((part) => [part.text, part.hit?.list ?? part.mark?.kind ?? ""])).toEqual([
    ["又是", ""], ["面子工程", "提示词"], ["，电话", ""], ["13800005521", "mobile"],
  ]);
});
