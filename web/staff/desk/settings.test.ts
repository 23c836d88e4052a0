import { expect, test } from "vitest";
import type { MeetingCard } from "../../shared/protocol";
import { check, newSettings, toDraft, toSettings } from "./settings";

const around = { audio_url: "/demo/audio.m3u8", captions_url: "https://x.example/c.vtt", stream_delay_s: 9, units: ["住建局", "园林局"], embed_from: ["https://news.example"] };

function card(change: Partial<MeetingCard> = {}): MeetingCard {
  return {
    ...newSettings("公园城市"), id: "park", code: "123456", phase: { state: "draft" }, intake: { mode: "normal" }, current_item: null, on_screen: null,
    screen: "auto", overlay: { layout: "off", no: null }, speaker: "",
    agenda: [{ title: "绿道", speaker: "住建局", planned_minutes: 38, started_at: 12, ended_at: null }], starts_at: 1_700_000_012_345, ...change,
  };
}

test("an untouched form sends back what it was given", () => {
  const before = card(around);
  const { id, code, phase, intake, current_item, on_screen, screen, overlay, speaker, ...settings } = before;
  expect([id, code, phase, intake, current_item, on_screen, screen, overlay, speaker]).toHaveLength(9);
  expect(toSettings(toDraft(before), before)).toEqual(settings);
});

test("rules that this form does not know are kept", () => {
  const before = card({ policy: { ...newSettings("x").policy, later_rule: 3 } });
  expect(toSettings(toDraft(before), before).policy["later_rule"]).toBe(3);
});

test("a form as it comes from the server has nothing wrong", () => {
  expect(check(toDraft(card()))).toEqual({});
});

test("every wrong field is named with its range", () => {
  const draft = toDraft(card());
  draft.title = "  ";
  draft.stream_url = "rtmp://x";
  draft.rules.undo_s = 16;
  draft.rules.suggestion_chars_max = null;
  const first = draft.agenda[0];
  if (first !== undefined) first.minutes = 0;
  expect(Object.keys(check(draft)).sort()).toEqual(["agenda-minutes-0", "stream_url", "suggestion_chars_max", "title", "undo_s"]);
  expect(check(draft)["undo_s"]).toEqual({ say: "d.set.bad.range", values: { min: 0, max: 15 } });
});

test("lengths are counted in bytes as the server counts them", () => {
  const draft = toDraft(card());
  draft.title = "园".repeat(200);
  expect(check(draft)).toEqual({});
  draft.title = "园".repeat(201);
  expect(check(draft)["title"]?.say).toBe("d.set.bad.long");
});

test("units and sites are one a line, each once, and wrong ones are told of", () => {
  const before = card();
  const draft = toDraft(before);
  draft.units = " 住建局 \n\n园林局\n住建局\n";
  draft.embed_from = "https://news.example/\nhttps://*.city.example:8443";
  expect(check(draft)).toEqual({});
  const settings = toSettings(draft, before);
  expect(settings.units).toEqual(["住建局", "园林局"]);
  expect(settings.embed_from).toEqual(["https://news.example", "https://*.city.example:8443"]);
  draft.units = Array.from({ length: 61 }, (_, at) => `单位${at}`).join("\n");
  draft.embed_from = "news.example";
  draft.audio_url = "sound";
  draft.stream_delay_s = 601;
  draft.rules.appeal_window_h = null;
  expect(Object.keys(check(draft)).sort()).toEqual(["appeal_window_h", "audio_url", "embed_from", "stream_delay_s", "units"]);
});
