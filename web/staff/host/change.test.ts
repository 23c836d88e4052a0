import { expect, test } from "vitest";
import type { Card, Frame, HostReply, Item } from "../../shared/protocol";
import { take } from "./change";

const card = (no: number, supports: number): Card => ({ no, supports }) as unknown as Card;
const reply = { seq: 9, on_screen: card(1, 5), shortlist: [card(2, 7), card(3, 1)], read_out: [card(4, 2)], ended: [] } as unknown as HostReply;
const frame = (...items: Item[]): Frame => ({ from: 10, to: 12, items });

test("numbers of backers change in place and ask for nothing", () => {
  const taken = take(reply, frame({ t: "supports", totals: [[1, 6], [3, 9], [4, 3], [88, 1]] }));
  expect(taken.read).toBe("never");
  expect(taken.reply.seq).toBe(12);
  expect(taken.reply.on_screen?.supports).toBe(6);
  expect(taken.reply.shortlist.map((one) => one.supports)).toEqual([7, 9]);
  expect(taken.reply.read_out[0]?.supports).toBe(3);
});

test("a step on the floor or a change of the meeting is read at once", () => {
  expect(take(reply, frame({ t: "unpublished", no: 1, because: "hidden" })).read).toBe("now");
  expect(take(reply, frame({ ...card(7, 0), t: "published" }, { t: "unpublished", no: 1, because: "hidden" })).read).toBe("now");
});

test("a new suggestion can wait a moment", () => {
  expect(take(reply, frame({ ...card(7, 0), t: "published" })).read).toBe("soon");
});

test("a line of captions asks for nothing", () => {
  expect(take(reply, frame({ t: "caption", moment_ms: 1, text: "请住建局回应" } as Item)).read).toBe("never");
});
