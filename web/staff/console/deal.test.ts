import { expect, test } from "vitest";
import type { DealtItem } from "../../shared/protocol";
import { DealBuffer } from "./deal";

function item(no: number, change: Partial<DealtItem> = {}): DealtItem {
  return {
    no, text: `text ${no}`, shown: `text ${no}`, marks: [], flags: [], revision: 1, agenda_item: 1, moment_ms: null, area: null,
    display_name: null, submitted_at: no, state: "pending", note: null, leased_until: 90_000, similar: [], hits: [],
    checks: [], topic: null, unread: false, author: { id: "a1", submitted: 1, published: 0, merged: 0, declined: 0, restricted: null }, ...change,
  };
}

function holding(...nos: number[]): DealBuffer {
  const buffer = new DealBuffer();
  buffer.take(nos.map((no) => item(no)), buffer.ask(), null);
  return buffer;
}

const nos = (buffer: DealBuffer): number[] => buffer.items.map((held) => held.no);

test("a top-up goes to the end and keeps the order", () => {
  const buffer = holding(3, 1);
  buffer.take([item(1), item(2), item(3)], buffer.ask(), 3);
  expect(nos(buffer)).toEqual([3, 1, 2]);
});

test("a decided item does not come back with an earlier answer", () => {
  const buffer = holding(1, 2);
  const earlier = buffer.ask();
  buffer.remove(1);
  buffer.take([item(1), item(2), item(3)], earlier, 2);
  expect(nos(buffer)).toEqual([2, 3]);
  const meanwhile = buffer.ask();
  buffer.answered(1);
  buffer.take([item(1), item(2), item(3)], meanwhile, 2);
  expect(nos(buffer)).toEqual([2, 3]);
});

test("an item that the server deals anew after its answer is shown again", () => {
  const buffer = holding(1, 2);
  buffer.remove(1);
  buffer.answered(1);
  buffer.take([item(2), item(1)], buffer.ask(), 2);
  expect(nos(buffer)).toEqual([2, 1]);
});

test("an item put back does not vanish with an earlier answer", () => {
  const buffer = holding(1, 2);
  buffer.remove(1);
  const earlier = buffer.ask();
  buffer.putBack(item(1));
  buffer.take([item(2)], earlier, 1);
  expect(nos(buffer)).toEqual([1, 2]);
});

test("an item that the server no longer counts as ours is told as lost", () => {
  const buffer = holding(1, 2);
  expect(buffer.take([item(2)], buffer.ask(), 1)).toEqual([1]);
  expect(nos(buffer)).toEqual([2]);
});

test("a changed text is not slipped under the reader", () => {
  const buffer = holding(1, 2);
  const changed = (no: number): DealtItem => item(no, { text: "changed", revision: 2, leased_until: 120_000 });
  buffer.take([changed(1), changed(2)], buffer.ask(), 1);
  expect(buffer.get(1)).toMatchObject({ text: "text 1", revision: 1, leased_until: 120_000 });
  expect(buffer.get(2)).toMatchObject({ text: "changed", revision: 2 });
});

test("an item can be lifted to the top and changed in place", () => {
  const buffer = holding(1, 2, 3);
  buffer.lift(3);
  buffer.change(3, { agenda_item: 4 });
  expect(nos(buffer)).toEqual([3, 1, 2]);
  expect(buffer.get(3)?.agenda_item).toBe(4);
});
