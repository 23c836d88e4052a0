import { describe, expect, it } from "vitest";
import type { MineReply, MyCard } from "../shared/protocol.ts";
import { RESTING_MS, WAITING_MS, WATCHED_MS, concerns, latest, pauseAfter } from "./own.ts";

function reply(...cards: Array<Partial<MyCard>>): MineReply {
  return { suggestions: cards as MyCard[], supported: [], left: 3, unread: 0, restriction: null };
}

describe("one's own suggestions", () => {
  it("are asked for often only while something waits", () => {
    for (const state of ["pending", "checking", "appealed"]) expect(pauseAfter(reply({ state }))).toBe(WAITING_MS);
    expect(pauseAfter(reply({ state: "pending" }), WATCHED_MS)).toBe(WATCHED_MS);
    expect(pauseAfter(reply({ state: "published" }, { state: "rejected" }))).toBe(RESTING_MS);
    expect(pauseAfter(reply())).toBe(RESTING_MS);
  });

  it("are known among what happens in public", () => {
    const own = new Set([7]);
    expect(concerns([{ kind: "floor", no: 7, floor: { state: "answered" } }], own)).toBe(true);
    expect(concerns([{ kind: "asked", no: 7, unit: "住建局" }], own)).toBe(true);
    expect(concerns([{ kind: "gone", no: 7, because: "merged", into: 1 }], own)).toBe(true);
    expect(concerns([{ kind: "count", no: 7, supports: 3 }], own)).toBe(false);
    expect(concerns([{ kind: "floor", no: 8, floor: { state: "answered" } }], own)).toBe(false);
  });

  it("have a latest change", () => {
    expect(latest(reply({ changed_at: 5 }, { changed_at: 9 }))).toBe(9);
    expect(latest(reply())).toBe(0);
  });
});
