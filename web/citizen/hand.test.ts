import { describe, expect, it } from "vitest";
import { Hand, answerOfKey } from "./hand.ts";

const cards = [1, 2, 3].map((no) => ({ no, token: `t${no}` }));

describe("a hand of cards", () => {
  it("answers one card after the other and ends", () => {
    const hand = new Hand(cards);
    hand.say("support");
    hand.say("not_now");
    expect([hand.at, hand.done]).toEqual([2, false]);
    hand.say("skip");
    hand.say("support");
    expect([hand.at, hand.done]).toEqual([3, true]);
    expect(hand.take().map((card) => card.answer)).toEqual(["support", "not_now", "skip"]);
  });

  it("takes the last answer back until it is sent", () => {
    const hand = new Hand(cards);
    expect(hand.undo()).toBe(false);
    hand.say("support");
    expect(hand.undo()).toBe(true);
    expect(hand.at).toBe(0);
    hand.say("skip");
    expect(hand.take()).toEqual([{ no: 1, token: "t1", answer: "skip" }]);
    expect([hand.canUndo, hand.undo(), hand.at]).toEqual([false, false, 1]);
  });

  it("sends nothing twice, and again what could not be sent", () => {
    const hand = new Hand(cards);
    hand.say("support");
    expect(hand.take()).toHaveLength(1);
    expect(hand.take()).toHaveLength(0);
    hand.say("skip");
    const second = hand.take();
    expect(second).toEqual([{ no: 2, token: "t2", answer: "skip" }]);
    hand.giveBack(second.length);
    expect(hand.canUndo).toBe(true);
    expect(hand.take()).toEqual(second);
  });

  it("knows three keys", () => {
    expect(["1", "2", "3", "4", "a"].map(answerOfKey)).toEqual(["support", "not_now", "skip", null, null]);
  });
});
