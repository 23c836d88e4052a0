import { expect, test } from "vitest";
import { asExpression, withHelper } from "./inline.ts";

test("the helper becomes an expression that gives what its file gave", () => {
  const expression = asExpression("var n=1,r=function(){return n};export{r as t};");
  expect(new Function(`return ${expression}.t()`)()).toBe(1);
});

test("a file that imported the helper has it, under its own name, and imports nothing", () => {
  const code = withHelper('import{t as e}from"./preload-helper-Ab1.js";e();', "assets/preload-helper-Ab1.js", asExpression("export{parseInt as t};"));
  expect(code).not.toContain("import");
  expect(code).toMatch(/^var e=.*\.t;e\(\);$/);
});
