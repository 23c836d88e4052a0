import { expect, test } from "vitest";
import { batchOf } from "./bulk";
import type { QueueRow } from "../../shared/protocol";

function row(no: number, flags: string[] = [], state = "pending"): QueueRow {
  return { no, text: "…", agenda_item: 1, submitted_at: 0, flags, state, holder: null, mine: false, topic: null, unread: false, revision: 1, barred: false };
}

const rows = [row(1), row(2, ["personal_data"]), row(3, ["similar"]), row(4, ["review"]), row(5, [], "held"), row(6)];
const picked = new Set([1, 2, 3, 4, 5]);

test("a bulk publish leaves out what needs a look of its own", () => {
  expect(batchOf(rows, picked, "publish")).toEqual({ nos: [1, 3], left: [2, 4, 5] });
});

test("a bulk rejection takes everything that is selected and nothing else", () => {
  expect(batchOf(rows, picked, "reject")).toEqual({ nos: [1, 2, 3, 4, 5], left: [] });
});
