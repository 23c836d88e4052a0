import { expect, test } from "vitest";
import { DEFAULT_KEYS } from "./bindings";
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
  expect(last("KeyR", "Numpad7")).toEqual({ do: "reject", digit: 7 });
});

test("R and 8 asks for words, R and 0 or a full stop opens every reason", () => {
  expect(last("KeyR", "Digit8")).toEqual({ do: "reasons", needed: true });
  expect(last("KeyR", "Digit0")).toEqual({ do: "reasons", needed: false });
  expect(last("KeyR", "Period")).toEqual({ do: "reasons", needed: false });
});

test("merging takes M and a place, looking first takes M twice", () => {
  expect(last("KeyM", "Digit2")).toEqual({ do: "merge", place: 2 });
  expect(last("KeyM", "KeyM")).toEqual({ do: "compare" });
});

test("a digit that means nothing after M keeps waiting", () => {
  expect(type("KeyM", "Digit7", "Digit1")).toEqual([null, null, { do: "merge", place: 1 }]);
});

test("the agenda item takes T and a digit, the topic T twice and a digit", () => {
  expect(last("KeyT", "Digit4")).toEqual({ do: "item", item: 4 });
  expect(last("KeyT", "KeyT", "Digit4")).toEqual({ do: "topic", place: 4 });
});

test("a queue takes G and a digit", () => {
  expect(last("KeyG", "Digit5")).toEqual({ do: "queue", place: 5 });
  expect(last("KeyG", "Digit6")).toBeNull();
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
  expect(press("idle", { code: "KeyJ", shift: false, repeat: true }).command).toEqual({ do: "move", by: 1, extend: false });
});

test("with Shift some keys mean more and the others nothing", () => {
  expect(type("⇧Slash")).toEqual([{ do: "help" }]);
  expect(type("Slash")).toEqual([{ do: "search" }]);
  expect(type("⇧KeyP")).toEqual([null]);
  expect(type("⇧KeyJ")).toEqual([{ do: "move", by: 1, extend: true }]);
  expect(type("⇧KeyZ")).toEqual([{ do: "undo", pick: true }]);
  expect(type("⇧KeyV")).toEqual([{ do: "replay", sound: true }]);
  expect(type("⇧KeyS")).toEqual([{ do: "escalate", noted: true }]);
});

test("Ctrl+A selects what the list shows and no other key with Ctrl does anything", () => {
  expect(press("idle", { code: "KeyA", shift: false, ctrl: true, repeat: false }).command).toEqual({ do: "select_all" });
  expect(press("idle", { code: "KeyP", shift: false, ctrl: true, repeat: false })).toEqual({ mode: "idle", command: null, taken: false });
});

test("the remaining letters each have one command", () => {
  const table: [string, Command][] = [
    ["KeyS", { do: "escalate", noted: false }], ["KeyL", { do: "release" }], ["KeyZ", { do: "undo", pick: false }], ["KeyC", { do: "take_over" }],
    ["KeyE", { do: "edit" }], ["KeyA", { do: "history" }], ["KeyX", { do: "select" }], ["KeyV", { do: "replay", sound: false }],
  ];
  for (const [code, command] of table) expect(type(code), code).toEqual([command]);
});

test("a moved key does what it did in its old place, which is silent now", () => {
  const keys = { ...DEFAULT_KEYS, publish: "KeyF", merge: "KeyN" };
  const at = (mode: Mode, code: string) => press(mode, { code, shift: false, repeat: false }, keys);
  expect(at("idle", "KeyF").command).toEqual({ do: "publish", forward: false });
  expect(at("idle", "KeyP").taken).toBe(false);
  expect(at("merge", "KeyN").command).toEqual({ do: "compare" });
});
