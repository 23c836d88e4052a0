import { expect, test } from "vitest";
import { aroundMs, onStage } from "./moment";
import type { MeetingCard } from "../../shared/protocol";

const item = (title: string, started_at: number | null, ended_at: number | null) => ({ title, speaker: `${title}的人`, planned_minutes: 30, started_at, ended_at });
const card = { phase: { state: "live", since: 1_000_000 }, agenda: [item("一", 1_000_000, 1_060_000), item("二", 1_060_000, null), item("三", null, null)] } as unknown as MeetingCard;

test("twenty seconds with the moment in their middle, never before the start", () => {
  expect(aroundMs(60_000)).toEqual({ from: 50_000, to: 70_000 });
  expect(aroundMs(4_000)).toEqual({ from: 0, to: 14_000 });
});

test("who had the floor is told by when the items ran", () => {
  expect(onStage(card, 30_000)?.title).toBe("一");
  expect(onStage(card, 60_000)?.speaker).toBe("二的人");
});

test("before the broadcast nobody has the floor", () => {
  expect(onStage({ ...card, phase: { state: "open" } }, 0)).toBeNull();
});
