import { expect, test } from "vitest";
import type { Board, Card, Frame, Item, MeetingCard } from "../shared/protocol.ts";
import { Model } from "./model.ts";

const meeting = { id: "park", on_screen: null, overlay: { layout: "off", no: null } } as unknown as MeetingCard;

function card(no: number, supports: number, more: Partial<Card> = {}): Card {
  return {
    no, supports, text: `第 ${no} 条`, agenda_item: 1, moment_ms: null, area: null, display_name: null, submitted_at: no, published_at: no, merged: 0,
    edited: false, floor: { state: "off" }, asked: null, ...more,
  } as Card;
}

function frame(from: number, ...items: Item[]): Frame {
  return { from, to: from, items };
}

function board(seq: number, ...suggestions: Card[]): Board {
  return { seq, meeting, suggestions } as unknown as Board;
}

const numbers = (cards: Card[]): number[] => cards.map(({ no }) => no);

test("counts follow frames, and a missing frame is told", () => {
  const model = new Model(5, meeting, [card(1, 3), card(2, 8)]);
  expect(model.apply(frame(6, { t: "supports", totals: [[1, 9], [77, 2]] }))).toBe(true);
  expect(numbers(model.ranked(1, 5))).toEqual([1, 2]);
  expect(model.apply(frame(9))).toBe(false);
  expect(model.apply(frame(4))).toBe(true);
});

test("what left the public eye is gone from everything, and an older board does not bring it back", () => {
  const on = { ...meeting, on_screen: 2, overlay: { layout: "lower", no: 2 } } as MeetingCard;
  const model = new Model(5, on, [card(1, 3), card(2, 8)]);
  model.apply(frame(6, { t: "unpublished", no: 2, because: "hidden" }));
  expect([model.card(2), model.meeting.on_screen, model.meeting.overlay.layout]).toEqual([null, null, "off"]);
  model.takeBoard(board(5, card(2, 8)));
  model.takeCard(card(2, 8), 5);
  expect(numbers(model.ranked(null, 5))).toEqual([1]);
  model.takeBoard(board(8, card(2, 8)));
  expect(numbers(model.ranked(null, 5))).toEqual([2, 1]);
});

test("an older board does not take counts back", () => {
  const model = new Model(5, meeting, [card(1, 3)]);
  model.apply(frame(6, { t: "supports", totals: [[1, 10]] }));
  model.takeBoard(board(5, card(1, 3), card(4, 4)));
  expect(model.ranked(null, 5).map(({ supports }) => supports)).toEqual([10, 4]);
});

test("the next one is put forward, or leads, and is not on the screen or done", () => {
  const on = { ...meeting, on_screen: 1 };
  const model = new Model(5, on, [card(1, 30), card(2, 20, { floor: { state: "answered" } }), card(3, 10), card(4, 5, { floor: { state: "shortlisted" } })]);
  expect(model.next(1)?.no).toBe(4);
  model.apply(frame(6, { t: "floor", no: 4, floor: { state: "answered" } }));
  expect(model.next(1)?.no).toBe(3);
});

test("a step on the floor names the one on the screen and takes it off", () => {
  const model = new Model(5, meeting, [card(1, 3)]);
  model.apply(frame(6, { t: "floor", no: 1, floor: { state: "on_screen" } }, { t: "asked", no: 1, unit: "住建局" }));
  expect([model.meeting.on_screen, model.card(1)?.asked]).toEqual([1, "住建局"]);
  model.apply(frame(7, { t: "floor", no: 1, floor: { state: "answered" } }));
  expect(model.meeting.on_screen).toBe(null);
});

test("memory is bounded by cards, and the leading and the newest stay", () => {
  const model = new Model(0, meeting, []);
  for (let no = 1; no <= 1_000; no += 1) model.apply(frame(no, { t: "published", ...card(no, no === 7 ? 500 : no % 90) }));
  expect(model.ranked(null, 1_000).length).toBeLessThanOrEqual(120);
  expect([model.ranked(null, 1)[0]?.no, model.newest(1)[0]?.no]).toEqual([7, 1_000]);
});
