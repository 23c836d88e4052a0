// The look's short form is the server's as well: crates/protocol/src/look.rs.
import { expect, it } from "vitest";
import { parseLook, writeLook } from "./look.ts";

it("a look reads back as it was written", () => {
  const look = { scale: "1.4", theme: "hc", elder: true, calm: false };
  expect(writeLook(look)).toBe("1.4-hc-1-0");
  expect(parseLook("1.4-hc-1-0")).toEqual(look);
});

it("what is not a look is none", () => {
  for (const text of [null, "", "2-dark-0-0", "1-pink-0-0", "1-dark-0-0-0"]) expect(parseLook(text)).toBeNull();
});
