// A word list as it is written: words one a line.
import type { WordListCard } from "../../shared/protocol";

export const LEVELS = ["watch", "review", "block"] as const;

export interface Draft {
  name: string;
  level: (typeof LEVELS)[number];
  words: string;
  allow: string;
  off: boolean;
}

/** The lines that say something, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))];
}

export function draftOf(list: WordListCard): Draft {
  return { name: list.name, level: list.level, words: list.words.join("\n"), allow: list.allow.join("\n"), off: list.off };
}

export function listOf(draft: Draft): WordListCard {
  return { name: draft.name.trim(), level: draft.level, words: linesOf(draft.words), allow: linesOf(draft.allow), off: draft.off };
}
