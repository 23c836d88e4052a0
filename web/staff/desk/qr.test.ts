import { expect, test } from "vitest";
import { modulesOf, pathOf } from "./qr";

test("a code has its three finders and a quiet address fits a small one", async () => {
  const { size, dark } = await modulesOf("https://example.org/j/483920");
  const at = (row: number, column: number): boolean => dark[row * size + column] === true;
  expect(size).toBe(29);
  for (const [row, column] of [[0, 0], [0, size - 7], [size - 7, 0]] as const) {
    expect([at(row, column), at(row + 1, column + 1), at(row + 3, column + 3)]).toEqual([true, false, true]);
  }
});

test("a path draws each run of dark modules once", () => {
  expect(pathOf({ size: 2, dark: [true, true, false, true] })).toBe("M0 0h2v1h-2zM1 1h1v1h-1z");
});
