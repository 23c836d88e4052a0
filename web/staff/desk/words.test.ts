import { expect, test } from "vitest";
import { draftOf, linesOf, listOf } from "./words";

test("a list that is written out and read again is the same", () => {
  const list = { name: "街道提示词", level: "review", words: ["赌博", "传销"], allow: ["禁止赌博"], off: false } as const;
  expect(listOf(draftOf({ ...list, words: [...list.words], allow: [...list.allow] }))).toEqual(list);
});

test("empty lines and repeated words are no words", () => {
  expect(linesOf(" 赌博 \n\n传销\r\n赌博\n")).toEqual(["赌博", "传销"]);
});
