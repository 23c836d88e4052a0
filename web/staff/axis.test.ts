import { expect, test } from "vitest";
import type { MeetingCard } from "../shared/protocol";
import { axisOf, bandAt, place, sumByBand } from "./axis";

const MINUTE = 60_000;

function meeting(change: Partial<MeetingCard>): MeetingCard {
  const item = (title: string, started_at: number | null, ended_at: number | null) => ({ title, speaker: "", planned_minutes: 10, started_at, ended_at });
  return {
    id: "park", code: "123456", title: "公园", organiser: "", summary: "", stream_url: "", audio_url: "", captions_url: "", stream_delay_s: 6, units: [], embed_from: [], starts_at: 0, phase: { state: "live", since: 0 },
    intake: { mode: "normal" }, current_item: 2, on_screen: null, screen: "auto", overlay: { layout: "off", no: null }, speaker: "",
    agenda: [item("甲", 0, 12 * MINUTE), item("乙", 12 * MINUTE, null), item("丙", null, null)],
    windows: { pre: true, live: true, late: true, late_until: null }, policy: {}, ...change,
  };
}

const buckets = { from: 0, bucketMs: MINUTE, count: 15 };

test("past items lie where they were, later ones where they are planned", () => {
  const axis = axisOf(meeting({}), buckets, 15 * MINUTE);
  expect(axis.bands.map((band) => [band.from / MINUTE, band.to / MINUTE, band.state])).toEqual([[0, 12, "past"], [12, 22, "running"], [22, 32, "planned"]]);
  expect([axis.from, axis.to]).toEqual([0, 32 * MINUTE]);
  expect(place(axis, 16 * MINUTE)).toBe(0.5);
});

test("an item that overruns pushes the rest", () => {
  const axis = axisOf(meeting({}), buckets, 30 * MINUTE);
  expect(axis.bands.map((band) => band.to / MINUTE)).toEqual([12, 30, 40]);
});

test("after the meeting only what took place is drawn", () => {
  const axis = axisOf(meeting({ phase: { state: "closed", at: 40 * MINUTE }, current_item: null }), buckets, 50 * MINUTE);
  expect(axis.bands.map((band) => band.title)).toEqual(["甲", "乙"]);
});

test("every arrival is counted once, in its item or outside", () => {
  const axis = axisOf(meeting({}), buckets, 15 * MINUTE);
  const series = Array.from({ length: 15 }, () => 2);
  expect(sumByBand(axis, buckets, series)).toEqual({ bands: [24, 6, 0], outside: 0 });
  expect(sumByBand(axis, { ...buckets, from: -5 * MINUTE }, series)).toEqual({ bands: [20, 0, 0], outside: 10 });
  expect(bandAt(axis, 13 * MINUTE)?.item).toBe(2);
});

test("a meeting without an agenda still has a span", () => {
  const axis = axisOf(meeting({ agenda: [], current_item: null }), { from: 0, bucketMs: MINUTE, count: 0 }, 1_000);
  expect(axis.to).toBeGreaterThan(axis.from);
});
