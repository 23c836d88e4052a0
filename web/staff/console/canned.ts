// Canned replies beside the words to an author.
import { characters } from "../format";

/** The longest words to an author, in characters. */
export const NOTE_CHARS_MAX = 500;

/** The words with a reply put behind what stands there already; `null` when both do not fit: nothing is cut. */
export function withReply(note: string, reply: string): string | null {
  const before = note.trimEnd();
  const both = before === "" ? reply : `${before}\n${reply}`;
  return characters(both) > NOTE_CHARS_MAX ? null : both;
}

/** Where the cursor of the list goes by this key; `null` when the key moves nothing. */
export function stepIn(key: string, at: number, count: number): number | null {
  const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: count - 1 };
  const next = to[key];
  return next === undefined ? null : Math.min(count - 1, Math.max(0, next));
}

/** Which reply a digit's key picks, by its place on the keyboard; `null` for another key or more than there are. */
export function pickOf(code: string, count: number): number | null {
  const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  return digit === undefined || Number(digit) > count ? null : Number(digit) - 1;
}
