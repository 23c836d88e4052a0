import { expect, test } from "vitest";
import { type Command, type Mode, press } from "./keys";

function type(...codes: string[]): (Command | null)[] {
  let mode: Mode = "idle";
  return codes.map((code) => {
    const step = press(mode, { code: code.replace("⇧", ""), shift: code.startsWith("⇧"), repeat: false });
    mode = step.mode;
    return step.command;
  });
}

const last = (...codes: string[]): Command | null | undefined => type(...codes).at(-1);

test("publishing takes one press", () => {
  expect(type("KeyP")).toEqual([{ do: "publish", forward: false }]);
  expect(type("Enter")).toEqual([{ do: "publish", forward: false }]);
  expect(type("KeyH")).toEqual([{ do: "publish", forward: true }]);
});

test("rejecting takes R and a digit, of either block of digits", () => {
  expect(type("KeyR", "Digit3")).toEqual([null, { do: "reject", digit: 3 }]);
  expect(last("KeyR", "Numpad9")).toEqual({ do: "reject", digit: 9 });
});

test("R and 0, or R and a full stop, open every reason", () => {
  expect(last("KeyR", "Digit0")).toEqual({ do: "reasons" });
  expect(last("KeyR", "Period")).toEqual({ do: "reasons" });
});

test("merging takes M and a place, looking first takes M twice", () => {
  expect(last("KeyM", "Digit2")).toEqual({ do: "merge", place: 2 });
  expect(last("KeyM", "KeyM")).toEqual({ do: "compare" });
});

test("a digit that means nothing after M keeps waiting", () => {
  expect(type("KeyM", "Digit7", "Digit1")).toEqual([null, null, { do: "merge", place: 1 }]);
});

test("the agenda item takes T and a digit", () => {
  expect(last("KeyT", "Digit4")).toEqual({ do: "topic", item: 4 });
});

test("another letter begins anew", () => {
  expect(type("KeyR", "KeyP")).toEqual([null, { do: "publish", forward: false }]);
  expect(type("KeyR", "KeyM", "Digit1")).toEqual([null, null, { do: "merge", place: 1 }]);
});

test("Escape forgets the first press", () => {
  expect(type("KeyR", "Escape", "Digit3")).toEqual([null, null, null]);
});

test("a digit alone does nothing", () => {
  expect(press("idle", { code: "Digit3", shift: false, repeat: false })).toEqual({ mode: "idle", command: null, taken: false });
});

test("a key that is held down moves but never decides", () => {
  expect(press("idle", { code: "KeyP", shift: false, repeat: true }).command).toBeNull();
  expect(press("reject", { code: "Digit1", shift: false, repeat: true }).command).toBeNull();
  expect(press("idle", { code: "KeyJ", shift: false, repeat: true }).command).toEqual({ do: "move", by: 1 });
});

test("shift changes only the question mark", () => {
  expect(type("⇧Slash")).toEqual([{ do: "help" }]);
  expect(type("Slash")).toEqual([{ do: "search" }]);
  expect(type("⇧KeyP")).toEqual([null]);
});

test("the remaining letters each have one command", () => {
  const table: [string, string][] = [["KeyS", "escalate"], ["KeyL", "release"], ["KeyZ", "undo"], ["KeyC", "take_over"]];
  for (const [code, command] of table) expect(type(code), code).toEqual([{ do: command }]);
});
