import { expect, test } from "vitest";
import { enteredBefore, nextPaper } from "./paper";

test("a form's number goes up and keeps its shape", () => {
  expect(["A-017", "99", "2026-09", "x", " 7 ", "", "12345678901234567890"].map(nextPaper)).toEqual(["A-018", "100", "2026-10", "x", "8", "", "12345678901234567891"]);
});

test("a number that was entered before is found among the sent and the waiting", () => {
  const line = { no: 12, text: "", state: "pending", agenda_item: null, paper: "A-017", mine: true, submitted_at: 0, receipt: "" };
  const waiting = [{ entry: { key: "k", text: "", paper: "A-018" }, savedAt: 0, problem: "" }];
  expect(enteredBefore("A-017 ", [line], waiting)).toBe(12);
  expect(enteredBefore("A-018", [line], waiting)).toBe("waiting");
  expect(enteredBefore("A-019", [line], waiting)).toBeNull();
  expect(enteredBefore("", [{ ...line, paper: null }], waiting)).toBeNull();
  expect(enteredBefore("A-017", [{ ...line, state: "withdrawn" }], [])).toBeNull();
});
