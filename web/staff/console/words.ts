// Texts cut into stretches: personal data marked, shared words marked. Never changes a character.
import type { Mark } from "../../shared/protocol";

export interface MarkedPart {
  readonly text: string;
  readonly mark: Mark | null;
}

/** The whole text, in order, personal data apart. Marks outside the text or overlapping an earlier one are passed over. */
export function withMarks(text: string, marks: readonly Mark[]): MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    if (mark.from < at || mark.to > text.length || mark.from >= mark.to) continue;
    if (mark.from > at) parts.push({ text: text.slice(at, mark.from), mark: null });
    parts.push({ text: text.slice(mark.from, mark.to), mark });
    at = mark.to;
  }
  if (at < text.length) parts.push({ text: text.slice(at), mark: null });
  return parts;
}

export interface SharedPart {
  readonly text: string;
  readonly shared: boolean;
}

const WORD = /[\p{Letter}\p{Number}]/u;

/** The text with the stretches of two letters or more that the other text has as well. */
export function withShared(text: string, other: string): SharedPart[] {
  const letters = [...text];
  const pairs = new Set<string>();
  const others = [...other];
  for (let at = 0; at + 1 < others.length; at += 1) pairs.add(pairAt(others, at));
  const shared = letters.map(() => false);
  for (let at = 0; at + 1 < letters.length; at += 1) {
    if (WORD.test(letters[at] ?? "") && WORD.test(letters[at + 1] ?? "") && pairs.has(pairAt(letters, at))) {
      shared[at] = true;
      shared[at + 1] = true;
    }
  }
  return joined(letters, shared);
}

function pairAt(letters: readonly string[], at: number): string {
  return `${letters[at] ?? ""}${letters[at + 1] ?? ""}`.toLowerCase();
}

function joined(letters: readonly string[], shared: readonly boolean[]): SharedPart[] {
  const parts: { text: string; shared: boolean }[] = [];
  letters.forEach((letter, at) => {
    const last = parts.at(-1);
    if (last !== undefined && last.shared === shared[at]) last.text += letter;
    else parts.push({ text: letter, shared: shared[at] ?? false });
  });
  return parts;
}
