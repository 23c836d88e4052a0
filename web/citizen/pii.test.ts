import { expect, it } from "vitest";
import { personalData } from "./pii.ts";

function found(text: string): string[] {
  return personalData(text).map(({ kind, from, to }) => `${kind}:${text.slice(from, to)}`);
}

it.each([
  ["电话13800005521找我", ["mobile:13800005521"]],
  ["电话138 0000 5521", ["mobile:138 0000 5521"]],
  ["电话１３８-0000-5521", ["mobile:１３８-0000-5521"]],
  ["+8613800005521", ["mobile:13800005521"]],
  ["身份证11010519491231002X", ["identity:11010519491231002X"]],
  ["邮箱 li.jie@example.org.cn，谢谢", ["email:li.jie@example.org.cn"]],
  ["一个 13800005521 两个 a@b.cn", ["mobile:13800005521", "email:a@b.cn"]],
])("%s is noticed", (text, expected) => {
  expect(found(text)).toEqual(expected);
});

it.each(["编号23800005521", "合同号138000055212345", "12345热线", "11010519491231002Y", "每平米1380元", "a@b", "公园停车位紧张"])(
  "%s is left alone",
  (text) => {
    expect(found(text)).toEqual([]);
  },
);

it("a number that was masked is not noticed again", () => {
  expect(found("138****5521 和 a***@b.cn".replace("a***@", "a***"))).toEqual([]);
});
