// Texts cut into stretches: personal data and words of the lists marked, shared words marked. Never changes a character.
import type { Hit, Mark } from "../../shared/protocol";

export interface MarkedPart {
  readonly text: string;
  readonly mark: Mark | null;
  /** The word of a list that was found here; personal data go before it. */
  readonly hit: Hit | null;
}

/** The whole text, in order, what was noticed apart. Stretches outside the text or overlapping an earlier one are passed over. */
export function withMarks(text: string, marks: readonly Mark[], hits: readonly Hit[] = []): MarkedPart[] {
  const parts: MarkedPart[] = [];
  const plain = (from: number, to: number): void => void (to > from && parts.push({ text: text.slice(from, to), mark: null, hit: null }));
  let at = 0;
  for (const one of inOrder(marks, hits)) {
    const { from, to } = one.mark ?? one.hit;
    if (from < at || to > text.length || from >= to) continue;
    plain(at, from);
    parts.push({ text: text.slice(from, to), mark: one.mark, hit: one.hit });
    at = to;
  }
  plain(at, text.length);
  return parts;
}

type Noticed = { readonly mark: Mark; readonly hit: null } | { readonly mark: null; readonly hit: Hit };

function inOrder(marks: readonly Mark[], hits: readonly Hit[]): Noticed[] {
  const overlaps = (hit: Hit): boolean => marks.some((mark) => mark.from < hit.to && hit.from < mark.to);
  const all: Noticed[] = [...marks.map((mark) => ({ mark, hit: null })), ...hits.filter((hit) => !overlaps(hit)).map((hit) => ({ mark: null, hit }))];
  return all.sort((a, b) => (a.mark ?? a.hit).from - (b.mark ?? b.hit).from);
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
