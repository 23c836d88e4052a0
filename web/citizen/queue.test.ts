import { expect, it } from "vitest";
import { Outbox, type Ended, type Posted } from "./outbox.ts";
import { BACKINGS_MAX, claim, entry, nextDue, SUGGESTIONS_MAX, settle, wakeAt, type Back, type Entry, type Outcome, type Sending, type Suggest } from "./queue.ts";
import { Plain } from "./shelf.ts";

const MEETING = "park";
const DOWN: Posted = { ok: false, status: 0, code: "", title: "", retryAfterS: 0, body: null };
const OK: Posted = { ok: true, status: 201, code: "", title: "", retryAfterS: 0, body: { no: 7 } };

function suggest(text: string): Suggest {
  return { kind: "suggest", body: { text } };
}

function back(no: number, wish: boolean): Back {
  return { kind: "back", no, wish };
}

function waiting(what: Suggest | Back, key: string, at: number): Entry {
  return entry(null, MEETING, what, key, at);
}

function declined(status: number, code: string, retryAfterS = 0): Outcome {
  return { ok: false, status, code, title: "words", retryAfterS };
}

it("what was accepted is done, and what was not reached stays as it was", () => {
  const one = waiting(suggest("树荫"), "k", 0);
  expect(settle(claim(one, 0), 1, OK, 1)).toBeNull();
  expect(settle(claim(one, 0), 1, DOWN, 1)).toMatchObject({ busyUntil: 0, notBefore: 0, refused: null });
});

it("nobody sends what another tab is sending, until that has surely ended", () => {
  const mine = claim(waiting(suggest("树荫"), "k", 0), 0);
  expect(claim(mine, 17_000)).toBeNull();
  expect(claim(mine, 18_000)).not.toBeNull();
});

it("an answer to an older wish does not end the newer one", () => {
  const older = claim(waiting(back(5, true), "a", 0), 0);
  const newer = entry(older, MEETING, back(5, false), "b", 10);
  const after = settle(newer, 1, OK, 20);
  expect(after).toMatchObject({ what: { wish: false }, key: "b", busyUntil: 0 });
  expect(settle(claim(after, 30), 2, OK, 40)).toBeNull();
});

it.each([
  [declined(429, "too_soon", 30), 31_000],
  [declined(503, "busy", 1), 2_000],
  [declined(500, "internal"), 6_000],
])("%o is tried again later", (outcome, notBefore) => {
  expect(settle(waiting(suggest("树荫"), "k", 0), 1, outcome, 1_000)).toMatchObject({ notBefore, refused: null });
});

it.each([declined(403, "intake_closed"), declined(429, "quota_used"), declined(422, "text_too_long"), declined(404, "no_such_meeting")])(
  "%o is shown to the author and not sent again",
  (outcome) => {
    const after = settle(waiting(suggest("树荫"), "k", 0), 1, outcome, 1_000);
    expect(after?.refused).toEqual({ code: outcome.code, title: "words" });
    expect(nextDue(after ? [after] : [], 1e12)).toBeNull();
    expect(wakeAt(after ? [after] : [])).toBeNull();
  },
);

it("suggestions go in the order of writing; a waiting one holds later ones but no backing", () => {
  const first = { ...waiting(suggest("一"), "a", 1), notBefore: 100 };
  const second = waiting(suggest("二"), "b", 2);
  const backing = waiting(back(5, true), "c", 3);
  expect(nextDue([second, backing, first], 50)?.key).toBe("c");
  expect(nextDue([second, backing, first], 100)?.key).toBe("a");
  expect(nextDue([second], 50)?.key).toBe("b");
});

class Line {
  sent: Sending[] = [];
  ended: Ended[] = [];
  /** What the server has: by key, so that a repetition shows. */
  taken = new Map<string, number>();
  answer: (sending: Sending) => Posted = () => OK;
  now = 0;
  readonly outbox: Outbox;

  constructor() {
    const shelf = new Plain();
    const post = (sending: Sending): Promise<Posted> => {
      this.sent.push(sending);
      const posted = this.answer(sending);
      const key = sending.headers["Idempotency-Key"] || "";
      if (posted.ok) this.taken.set(key, (this.taken.get(key) || 0) + 1);
      return Promise.resolve(posted);
    };
    this.outbox = new Outbox(shelf, post, (ended) => this.ended.push(ended), () => this.now);
  }

  async empty(): Promise<void> {
    for (const one of await this.outbox.all()) await this.outbox.remove(one.id);
  }
}

it("what waits is sent once when the line is back, and stops at the first sign that it is not", async () => {
  const line = new Line();
  line.answer = () => DOWN;
  await line.outbox.put(MEETING, suggest("一"), "a");
  await line.outbox.put(MEETING, back(5, true), "b");
  expect(await line.outbox.flush()).toBe(false);
  expect(line.sent).toHaveLength(1);
  line.answer = () => OK;
  await Promise.all([line.outbox.flush(), line.outbox.flush()]);
  expect(Array.from(line.taken.entries())).toEqual([["a", 1], ["b", 1]]);
  expect(line.ended.map((one) => one.entry.key)).toEqual(["a", "b"]);
  expect(await line.outbox.all()).toEqual([]);
});

it("who hears during a try in vain that the line is back has another try", async () => {
  const line = new Line();
  await line.outbox.put(MEETING, suggest("一"), "a");
  let again: Promise<boolean> | null = null;
  line.answer = () => {
    line.answer = () => OK;
    again = line.outbox.flush();
    return DOWN;
  };
  expect(await line.outbox.flush()).toBe(true);
  expect(again).not.toBeNull();
  expect(line.sent.map((one) => one.headers["Idempotency-Key"])).toEqual(["a", "a"]);
  expect(await line.outbox.all()).toEqual([]);
});

it("the last wish wins, even when the first is on its way", async () => {
  const line = new Line();
  await line.outbox.put(MEETING, back(5, true), "a");
  line.answer = () => {
    line.answer = () => OK;
    void line.outbox.put(MEETING, back(5, false), "b");
    return OK;
  };
  await line.outbox.flush();
  expect(line.sent.map((one) => one.method)).toEqual(["PUT", "DELETE"]);
  expect(await line.outbox.all()).toEqual([]);
});

it("a pause that the server asks for is kept", async () => {
  const line = new Line();
  line.answer = () => ({ ...DOWN, status: 429, code: "too_soon", retryAfterS: 30 });
  await line.outbox.put(MEETING, suggest("一"), "a");
  expect(await line.outbox.flush()).toBe(true);
  expect(await line.outbox.wakeAt()).toBe(30_000);
  line.now = 29_000;
  await line.outbox.flush();
  expect(line.sent).toHaveLength(1);
  line.now = 30_000;
  line.answer = () => OK;
  await line.outbox.flush();
  expect(line.ended).toHaveLength(1);
});

it("there is a limit to what a phone keeps, and a wish about the same number needs no new room", async () => {
  const line = new Line();
  for (let at = 0; at < SUGGESTIONS_MAX; at += 1) await line.outbox.put(MEETING, suggest("一"), `s${at}`);
  expect(await line.outbox.put(MEETING, suggest("一"), "more")).toBe(false);
  for (let no = 1; no <= BACKINGS_MAX; no += 1) await line.outbox.put(MEETING, back(no, true), `b${no}`);
  expect(await line.outbox.put(MEETING, back(BACKINGS_MAX + 1, true), "more")).toBe(false);
  expect(await line.outbox.put(MEETING, back(3, false), "again")).toBe(true);
  await line.empty();
});
