// A tap is given to the band under it.
import { expect, it } from "vitest";
import { itemAt } from "./axis.ts";

it("a tap between bands belongs to none", () => {
  const bands = [{ from: 1, to: 99 }, { from: 101, to: 339 }];
  expect([itemAt(bands, 50), itemAt(bands, 100), itemAt(bands, 101), itemAt([], 3)]).toEqual([1, 0, 2, 0]);
});
