// What a viewer watches decides to which moment a suggestion is tied.
import { expect, it } from "vitest";
import type { MeetingCard } from "../shared/protocol.ts";
import { setServerNow } from "./clock.ts";
import { broadcastSince, setBroadcast, setPicture, watchingMoment } from "./moment.ts";

const START = Date.now() - 600_000;
const meeting = (phase: MeetingCard["phase"], started_at: number | null = null): MeetingCard => ({
  id: "park", code: "123456", title: "公园", organiser: "", summary: "", stream_url: "", audio_url: "", captions_url: "",
  stream_delay_s: 8, units: [], embed_from: [], speaker: "", screen: "auto", overlay: { layout: "off", no: null }, starts_at: null,
  phase, intake: { mode: "normal" }, current_item: null, on_screen: null,
  agenda: [{ title: "步道", speaker: "", planned_minutes: 20, started_at, ended_at: null }],
  windows: { pre: true, live: true, late: true, late_until: null }, policy: {},
});
const near = (moment: number | null, expected: number): void => expect(Math.abs((moment ?? NaN) - expected)).toBeLessThan(1_000);

it("without a picture it is the meeting’s clock less the usual delay", () => {
  setServerNow(START + 600_000, 1);
  setPicture(() => null);
  setBroadcast(meeting({ state: "live", since: START }));
  near(watchingMoment(), 592_000);
});

it("with a picture it is when that was taken, however far behind", () => {
  setPicture(() => START + 125_000);
  expect(watchingMoment()).toBe(125_000);
  setPicture(() => START - 5_000);
  expect(watchingMoment()).toBe(0);
});

it("before the start and after the end nothing is watched", () => {
  setPicture(() => null);
  setBroadcast(meeting({ state: "open" }));
  expect(watchingMoment()).toBeNull();
  setBroadcast(meeting({ state: "closed", at: START + 900_000 }, START + 2_000));
  expect(watchingMoment()).toBeNull();
  expect(broadcastSince()).toBe(START + 2_000);
});
