import { expect, it } from "vitest";
import type { Board, Card, Frame, Item, MeetingCard } from "../shared/protocol.ts";
import { coalesce, Replica, type Change } from "./replica.ts";

const meeting: MeetingCard = {
  id: "park", code: "123456", title: "公园", organiser: "", summary: "", stream_url: "", audio_url: "", captions_url: "",
  stream_delay_s: 6, units: [], embed_from: [], speaker: "", screen: "auto", overlay: { layout: "off", no: null }, starts_at: null,
  phase: { state: "live", since: 0 }, intake: { mode: "normal" }, current_item: 1, on_screen: null, agenda: [],
  windows: { pre: true, live: true, late: true, late_until: null }, policy: { suggestion_chars_max: 200 },
};

function card(no: number, supports = 0, item = 1): Card {
  return {
    no, text: `第 ${no} 条`, agenda_item: item, moment_ms: null, area: null, display_name: null, submitted_at: 0, published_at: no,
    supports, merged: 0, edited: false, floor: { state: "off" }, asked: null,
  };
}

const published = (one: Card): Item => ({ t: "published", ...one });
const frame = (from: number, to: number, ...items: Item[]): Frame => ({ from, to, items });
const replica = (item: number | null = null): Replica => new Replica(10, meeting, 2, 2, item, new Set([1, 2]));

it("a known frame changes nothing and a hole is told", () => {
  const reader = replica();
  expect(reader.apply(frame(9, 10))).toBe("old");
  expect(reader.apply(frame(12, 12, published(card(3))))).toBe("hole");
  expect(reader.seq).toBe(10);
});

it("a frame that begins earlier and ends later is taken", () => {
  const reader = replica();
  expect(reader.apply(frame(8, 11, { t: "supports", totals: [[1, 7], [99, 3]] }))).toEqual([{ kind: "count", no: 1, supports: 7 }]);
  expect(reader.seq).toBe(11);
});

it("new suggestions wait and nothing is shown until they are asked for", () => {
  const reader = replica();
  expect(reader.apply(frame(11, 12, published(card(3)), published(card(4))))).toEqual([
    { kind: "totals" }, { kind: "news", card: published(card(3)) }, { kind: "totals" }, { kind: "news", card: published(card(4)) },
  ]);
  expect(reader.waitingCount).toBe(2);
  reader.apply(frame(13, 13, { t: "supports", totals: [[3, 5]] }));
  expect(reader.takeWaiting(20).map((one) => [one.no, one.supports])).toEqual([[4, 0], [3, 5]]);
  expect(reader.waitingCount).toBe(0);
  expect(reader.apply(frame(14, 14, { t: "supports", totals: [[3, 6]] }))).toEqual([{ kind: "count", no: 3, supports: 6 }]);
});

it("suggestions of another item do not wait", () => {
  const reader = replica(1);
  reader.apply(frame(11, 11, published(card(3, 0, 2))));
  expect([reader.waitingCount, reader.total, reader.ofItem]).toEqual([0, 3, 2]);
});

it("a waiting suggestion that vanishes is never shown", () => {
  const reader = replica();
  reader.apply(frame(11, 12, published(card(3)), { t: "unpublished", no: 3, because: "withdrawn" }));
  expect([reader.waitingCount, reader.total]).toEqual([0, 2]);
  expect(reader.takeWaiting(20)).toEqual([]);
});

it("a merged suggestion is marked and the other one counts its backers", () => {
  const reader = replica();
  const changes = reader.apply(frame(11, 11, { t: "merged", no: 2, into: 1, supports: 9, merged: 1 }));
  expect(changes).toEqual([
    { kind: "gone", no: 2, because: "merged", into: 1 },
    { kind: "totals" },
    { kind: "count", no: 1, supports: 9 },
    { kind: "merged", no: 1, merged: 1 },
  ]);
});

it("the chamber's screen shows one suggestion, and none when that one vanishes", () => {
  const reader = replica();
  reader.apply(frame(11, 11, { t: "floor", no: 1, floor: { state: "on_screen" } }));
  expect(reader.meeting.on_screen).toBe(1);
  reader.apply(frame(12, 12, { t: "unpublished", no: 1, because: "hidden" }));
  expect(reader.meeting.on_screen).toBeNull();
});

it("a fresh board brings numbers up to date and what is missing waits", () => {
  const reader = replica();
  const board: Board = {
    seq: 40, at: 0, meeting: { ...meeting, current_item: 2 }, totals: { suggestions: 3, supports: 8, merged: 0 },
    order: "supports", page: 1, pages: 1, suggestions: [card(1, 8), card(5)],
  };
  const kinds = reader.reset(board).map((change) => change.kind);
  expect(kinds).toEqual(["totals", "card", "meeting"]);
  expect([reader.seq, reader.total, reader.waitingCount, reader.meeting.current_item]).toEqual([40, 3, 1, 2]);
});

it("a flood of numbers is painted once, and nothing else is lost", () => {
  const count = (no: number, supports: number): Change => ({ kind: "count", no, supports });
  const news: Change = { kind: "news", card: card(9) };
  expect(coalesce([count(1, 2), news, { kind: "totals" }, count(2, 5), count(1, 3), { kind: "totals" }])).toEqual([
    news, count(2, 5), count(1, 3), { kind: "totals" },
  ]);
});

it("a caption is told and kept by nobody", () => {
  const reader = replica();
  const line: Item = { t: "caption", moment_ms: 4_000, text: "各位委员好" };
  expect(reader.apply(frame(11, 11, line))).toEqual([{ kind: "caption", line }]);
});
