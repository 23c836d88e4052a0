import { expect, test } from "vitest";
import { ACTIONS, actionOf, capOf, DEFAULT_KEYS, readBindings, rebind, shortcutOf } from "./bindings";

test("every action has a key of its own", () => {
  expect(new Set(ACTIONS.map((action) => DEFAULT_KEYS[action])).size).toBe(ACTIONS.length);
});

test("a key means its action, with Shift more or nothing", () => {
  expect(actionOf(DEFAULT_KEYS, "KeyP", false)).toEqual({ action: "publish", shifted: false });
  expect(actionOf(DEFAULT_KEYS, "KeyP", true)).toBeNull();
  expect(actionOf(DEFAULT_KEYS, "KeyZ", true)).toEqual({ action: "undo", shifted: true });
  expect(actionOf(DEFAULT_KEYS, "Slash", true)).toEqual({ action: "help", shifted: false });
});

test("a key can be moved to a free place, and the old place is free then", () => {
  const moved = rebind(DEFAULT_KEYS, "publish", "KeyF");
  expect("keys" in moved && actionOf(moved.keys, "KeyF", false)?.action).toBe("publish");
  expect("keys" in moved && actionOf(moved.keys, "KeyP", false)).toBeNull();
});

test("a key that another action has is refused, and says whose it is", () => {
  expect(rebind(DEFAULT_KEYS, "publish", "KeyR")).toEqual({ taken: "reject" });
  expect(rebind(DEFAULT_KEYS, "publish", "Shift+KeyZ")).toEqual({ taken: "undo" });
});

test("digits, Enter, Escape and arrows stay what they are", () => {
  for (const code of ["Digit1", "Enter", "Escape", "ArrowDown", "Space", "Tab"]) expect(rebind(DEFAULT_KEYS, "publish", code)).toEqual({ unfit: true });
});

test("caps are what is printed on the keys", () => {
  expect(["KeyP", "Slash", "Shift+Slash", "Shift+KeyF"].map(capOf)).toEqual(["P", "/", "?", "⇧F"]);
  expect(shortcutOf("Shift+KeyF")).toBe("Shift+F");
});

test("what was kept and cannot be used is the default", () => {
  expect(readBindings(null)).toEqual(DEFAULT_KEYS);
  expect(readBindings({ publish: "KeyR" })).toEqual(DEFAULT_KEYS);
  expect(readBindings({ publish: "Enter", reject: 7 })).toEqual(DEFAULT_KEYS);
  expect(readBindings({ publish: "KeyF" }).publish).toBe("KeyF");
});
