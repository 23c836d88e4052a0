import { expect, test } from "vitest";
import { lowerThird, previewOf } from "./overlay";

test("two lines of twenty-six characters fit the lower third", () => {
  expect(lowerThird("园".repeat(26))).toEqual({ lines: 1, cut: 0 });
  expect(lowerThird("园".repeat(27))).toEqual({ lines: 2, cut: 0 });
  expect(lowerThird("园".repeat(52))).toEqual({ lines: 2, cut: 0 });
});

test("what does not fit is counted", () => {
  expect(lowerThird("园".repeat(60))).toEqual({ lines: 3, cut: 8 });
});

test("Latin letters and digits take half a place", () => {
  expect(lowerThird("a".repeat(52))).toEqual({ lines: 1, cut: 0 });
  expect(lowerThird(`${"园".repeat(25)}12`)).toEqual({ lines: 1, cut: 0 });
});

test("a character of several code points is one", () => {
  expect(lowerThird("👨‍👩‍👧‍👦".repeat(53))).toEqual({ lines: 3, cut: 1 });
});

test("the preview names a suggestion only where the layout shows one", () => {
  expect(previewOf("/overlay/park?k=a", "lower", 417)).toBe("/overlay/park?k=a&layout=lower&no=417");
  expect(previewOf("/overlay/park?k=a", "lower", null)).toBe("/overlay/park?k=a&layout=lower");
  expect(previewOf("/overlay/park?k=a", "qr", 417)).toBe("/overlay/park?k=a&layout=qr");
});
