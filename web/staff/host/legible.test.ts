import { expect, test } from "vitest";
import { arcMinutes, legible, screenAddress } from "./legible";

test("angles are those of the specification's table at ten metres", () => {
  const table = [[1.66, 10.7], [2.2, 14.2], [3, 19.3], [4, 25.8]] as const;
  for (const [width, angle] of table) expect(arcMinutes(width, 10)).toBeCloseTo(angle, 1);
});

test("a small picture or a long room asks for larger words", () => {
  expect([legible(3, 10), legible(1.66, 10), legible(1.66, 6), legible(3, 14)]).toEqual([true, false, true, false]);
  expect(screenAddress("https://a", "/screen/m?k=t", { theme: "led", pictureWidth: 3, distance: 10 })).toBe("https://a/screen/m?k=t");
  expect(screenAddress("https://a", "/screen/m?k=t", { theme: "projector", pictureWidth: 2, distance: 10 })).toBe("https://a/screen/m?k=t&theme=projector&dense=off");
});
