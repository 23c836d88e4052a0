import { expect, it } from "vitest";
import { commonRuns } from "./similar.ts";

it("runs of two characters or more that were typed are marked", () => {
  expect(commonRuns("口袋公园选址请公示", "建口袋公园前先公示")).toEqual([
    { text: "口袋公园", common: true },
    { text: "选址请", common: false },
    { text: "公示", common: true },
  ]);
});

it("nothing in common is one plain run", () => {
  expect(commonRuns("停车", "树")).toEqual([{ text: "停车", common: false }]);
});
