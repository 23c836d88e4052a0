import { expect, test } from "vitest";
import type { MeetingCard } from "../../shared/protocol";
import { newSettings } from "./settings";
import { stepsOf } from "./steps";

function card(state: string, current_item: number | null = null): MeetingCard {
  const item = (title: string) => ({ title, speaker: "", planned_minutes: 10, started_at: null, ended_at: null });
  return {
    ...newSettings("公园"), id: "park", code: "123456", phase: { state }, intake: { mode: "normal" }, current_item, on_screen: null, screen: "auto", overlay: { layout: "off", no: null }, speaker: "",
    agenda: [item("甲"), item("乙")],
  };
}

const actions = (state: string, current: number | null = null): string[] => stepsOf(card(state, current)).map((step) => step.body.action);

test("each phase offers exactly the steps that lead on from it", () => {
  expect(actions("draft")).toEqual(["open", "go_live"]);
  expect(actions("open")).toEqual(["go_live", "close"]);
  expect(actions("live")).toEqual(["next_item", "end_live", "close"]);
  expect(actions("late")).toEqual(["close"]);
  expect(actions("closed")).toEqual(["archive"]);
  expect(actions("archived")).toEqual([]);
});

test("the next item is named and there is none after the last", () => {
  expect(stepsOf(card("live"))[0]).toMatchObject({ label: "d.run.first", values: { title: "甲" } });
  expect(stepsOf(card("live", 1))[0]).toMatchObject({ label: "d.run.next.to", values: { title: "乙" } });
  expect(actions("live", 2)).toEqual(["end_live", "close"]);
});

test("every step that cannot be undone asks", () => {
  const asks = ["draft", "open", "live", "late", "closed"].flatMap((state) => stepsOf(card(state))).filter((step) => step.ask !== null);
  expect(new Set(asks.map((step) => step.body.action))).toEqual(new Set(["go_live", "end_live", "close", "archive"]));
});
