import { expect, test } from "vitest";
import { due, newKey, Outbox, settle, UNDO_MS, type Waiting } from "./outbox";

class Memory implements Storage {
  readonly #kept = new Map<string, string>();
  constructor(readonly max = Infinity) {}
  get length(): number {
    return this.#kept.size;
  }
  key(at: number): string | null {
    return [...this.#kept.keys()][at] ?? null;
  }
  getItem(name: string): string | null {
    return this.#kept.get(name) ?? null;
  }
  setItem(name: string, value: string): void {
    if (this.#kept.size >= this.max) throw new Error("full");
    this.#kept.set(name, value);
  }
  removeItem(name: string): void {
    this.#kept.delete(name);
  }
  clear(): void {
    this.#kept.clear();
  }
}

const one = (key: string, savedAt: number, problem = ""): Waiting => ({ entry: { key, text: `第 ${key} 条` }, savedAt, problem });

test("an entry is sent only after it could be taken back, oldest first, fifty at a time", () => {
  const waiting = [one("b", 20), one("a", 10), one("c", 30, "太短")];
  expect(due(waiting, 10 + UNDO_MS).map((each) => each.entry.key)).toEqual(["a"]);
  expect(due(waiting, 99 + UNDO_MS).map((each) => each.entry.key)).toEqual(["a", "b"]);
  const many = Array.from({ length: 60 }, (_, at) => one(String(at), at));
  expect(due(many, 1e9)).toHaveLength(50);
});

test("what was taken is gone, what was declined says why, what may succeed later stays", () => {
  const problem = { code: "text_too_short", field: "text", title: "太短", retryable: false };
  const left = settle([one("a", 1), one("b", 2), one("c", 3), one("d", 4)], [
    { key: "a", no: 7, state: "pending", receipt: "r" },
    { key: "b", problem },
    { key: "c", problem: { ...problem, code: "intake_paused", retryable: true } },
  ]);
  expect(left.map((each) => [each.entry.key, each.problem])).toEqual([["b", "太短"], ["c", ""], ["d", ""]]);
});

test("what is kept survives the page and belongs to its meeting", () => {
  const storage = new Memory();
  const box = new Outbox("park", storage);
  expect(box.put(one("b", 2)) && box.put(one("a", 1))).toBe(true);
  new Outbox("river", storage).put(one("x", 0));
  storage.setItem("yanlu.scribe.park.broken", "{");
  expect(new Outbox("park", storage).read().map((each) => each.entry.key)).toEqual(["a", "b"]);
  box.remove("a");
  expect(box.read().map((each) => each.entry.key)).toEqual(["b"]);
});

test("a full or blocked storage is told of, never silent", () => {
  expect(new Outbox("park", new Memory(0)).put(one("a", 1))).toBe(false);
  const none = new Outbox("park", null);
  expect([none.put(one("a", 1)), none.lasting, none.read()]).toEqual([false, false, []]);
});

test("keys are of the kind that the server takes", () => {
  expect(newKey()).toMatch(/^[0-9a-f]{32}$/);
  expect(newKey()).not.toBe(newKey());
});
