import { expect, test } from "vitest";
import type { MeetingCard } from "../../shared/protocol";
import { check, newSettings, toDraft, toSettings } from "./settings";

function card(change: Partial<MeetingCard> = {}): MeetingCard {
  return {
    ...newSettings("公园城市"), id: "park", code: "123456", phase: { state: "draft" }, intake: { mode: "normal" }, current_item: null, on_screen: null,
    agenda: [{ title: "绿道", speaker: "住建局", planned_minutes: 38, started_at: 12, ended_at: null }], starts_at: 1_700_000_012_345, ...change,
  };
}

test("an untouched form sends back what it was given", () => {
  const before = card();
  const { title, organiser, summary, stream_url, starts_at, agenda, windows, policy } = before;
  expect(toSettings(toDraft(before), before)).toEqual({ title, organiser, summary, stream_url, starts_at, agenda, windows, policy });
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
