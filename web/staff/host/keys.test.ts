import { expect, test } from "vitest";
import { directorCommand, hostCommand, type Press } from "./keys";

const press = (code: string, more: Partial<Press> = {}): Press => ({ code, key: "", shift: false, repeat: false, ...more });

test("every key of a clicker has its command", () => {
  const table: [string, string][] = [
    ["ArrowRight", "next"], ["PageDown", "next"], ["ArrowLeft", "back"], ["PageUp", "back"],
    ["KeyB", "blank"], ["Period", "blank"], ["NumpadDecimal", "blank"], ["KeyR", "rank"], ["KeyZ", "undo"], ["Escape", "cancel"],
  ];
  for (const [code, command] of table) expect(hostCommand(press(code)), code).toBe(command);
});

test("the place on the keyboard counts, whatever an input method makes of it", () => {
  expect(hostCommand(press("KeyB", { key: "Process" }))).toBe("blank");
  expect(hostCommand(press("KeyR", { key: "ㄐ" }))).toBe("rank");
});

test("a remote control that sends no code is understood by the key's name", () => {
  expect(hostCommand(press("", { key: "PageDown" }))).toBe("next");
  expect(hostCommand(press("Unidentified", { key: "b" }))).toBe("blank");
  expect(hostCommand(press("", { key: "." }))).toBe("blank");
});

test("a key that is held down shows nothing", () => {
  expect(hostCommand(press("PageDown", { repeat: true }))).toBeNull();
  expect(directorCommand(press("KeyT", { repeat: true }))).toBeNull();
});

test("shift is for the question mark alone", () => {
  expect(hostCommand(press("Slash", { shift: true }))).toBe("help");
  expect(hostCommand(press("KeyB", { shift: true }))).toBeNull();
  expect(hostCommand(press("Slash"))).toBeNull();
});

test("a director chooses with a digit, takes with T and clears with C", () => {
  expect(directorCommand(press("Digit1"))).toEqual({ do: "layout", place: 1 });
  expect(directorCommand(press("Numpad5"))).toEqual({ do: "layout", place: 5 });
  expect(directorCommand(press("Digit6"))).toBeNull();
  expect(directorCommand(press("KeyT"))).toEqual({ do: "take" });
  expect(directorCommand(press("KeyC"))).toEqual({ do: "clear" });
  expect(directorCommand(press("KeyB"))).toBeNull();
});
