import { expect, test } from "vitest";
import { add, find, inEffect, latest, learn, left, mark, PAST_MAX, remember, settle, share, type Tray, type TrayEntry, without } from "./tray";

function entry(no: number, change: Partial<TrayEntry> = {}): TrayEntry {
  return { no, kind: "publish", into: null, text: "…", startedAt: 1_000, effectiveAt: 6_000, status: "held", item: null, ...change };
}

const nos = (tray: Tray): number[] => tray.map((one) => one.no);

test("the latest decision is on top and the first to be taken back", () => {
  const tray = add(add([], entry(1)), entry(2));
  expect(nos(tray)).toEqual([2, 1]);
  expect(latest(tray, 1_000)?.no).toBe(2);
});

test("what is being taken back is passed over", () => {
  const tray = mark(add(add([], entry(1)), entry(2)), 2, { status: "undoing" });
  expect(latest(tray, 1_000)?.no).toBe(1);
});

test("a decision leaves when it takes effect", () => {
  expect(nos(settle([entry(1), entry(2, { effectiveAt: 9_000 })], 6_000))).toEqual([2]);
});

test("a decision without an answer stays however long it takes", () => {
  const tray = [entry(1, { status: "sending" })];
  expect(settle(tray, 60_000)).toBe(tray);
  expect(latest(tray, 60_000)?.no).toBe(1);
});

test("nothing is left to take back after the window", () => {
  expect(latest([entry(1)], 6_000)).toBeUndefined();
});

test("the bar drains from whole to nothing", () => {
  expect([1_000, 3_500, 6_000, 9_000].map((now) => share(entry(1), now))).toEqual([1, 0.5, 0, 0]);
  expect(left(entry(1), 3_500)).toBe(2_500);
});

test("a window of no length is drained", () => {
  expect(share(entry(1, { effectiveAt: 1_000 }), 1_000)).toBe(0);
});

test("decisions from before a reload are learnt once", () => {
  const undoable = [{ no: 7, kind: "merge", into: 3, text: "…", effective_at: 5_000 }, { no: 8, kind: "reject", into: null, text: "…", effective_at: 900 }];
  const tray = learn([], undoable, 1_000);
  expect(nos(tray)).toEqual([7]);
  expect(find(tray, 7)).toMatchObject({ kind: "merge", into: 3, item: null });
  expect(learn(tray, undoable, 1_000)).toBe(tray);
});

test("an entry can be taken out", () => {
  expect(nos(without([entry(1), entry(2)], 1))).toEqual([2]);
});

test("what took effect is remembered, what was taken back is not", () => {
  const before = [entry(1), entry(2, { status: "undoing" }), entry(3, { effectiveAt: 9_000 })];
  expect(nos(inEffect(before, settle(before, 6_000)))).toEqual([1]);
});

test("the last decisions in effect are remembered once each, latest first", () => {
  let past: readonly TrayEntry[] = [];
  for (let no = 1; no <= 20; no += 1) past = remember(past, [entry(no)]);
  expect(past.length).toBe(PAST_MAX);
  expect(nos(remember(past, [entry(15)])).slice(0, 3)).toEqual([15, 20, 19]);
});
