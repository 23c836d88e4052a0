import { expect, it } from "vitest";
import { LOOKED_AT_MAX, running } from "./calls";
import type { MeetingLine } from "../../shared/protocol";

it("only meetings that run are asked, and only so many", () => {
  const line = (id: number, state: string): MeetingLine => ({ id: String(id), phase: { state } }) as unknown as MeetingLine;
  const states = ["draft", "open", "live", "late", "closed", "archived"];
  expect(running(states.map((state, at) => line(at, state))).map((one) => one.id)).toEqual(["1", "2", "3"]);
  expect(running(Array.from({ length: 20 }, (_, at) => line(at, "live")))).toHaveLength(LOOKED_AT_MAX);
});
