// Keeping somebody from writing for a while: which reasons come first, how long it may last, whom a typed word means. Asks nobody.
import { REASONS, type Reason } from "./console/reasons";

export type Kind = "mute" | "suspend";

/** Whom: the author of a suggestion, or a handle. */
export type Whom = { readonly no: number } | { readonly author: string };

/** The reasons that have a digit here: what people do rather than what a text lacks. */
export const DIGIT_REASONS: readonly Reason[] = [
  "spam_flood", "insult_defamation", "discrimination", "advertising", "rumour", "privacy", "named_accusation", "illegal_content", "joke",
];

/** All reasons, those with a digit first. */
export const ORDERED: readonly Reason[] = [...DIGIT_REASONS, ...REASONS.filter((reason) => !DIGIT_REASONS.includes(reason))];

/** The reason of a digit key. */
export function reasonOfKey(key: string): Reason | undefined {
  return /^[1-9]$/.test(key) ? DIGIT_REASONS[Number(key) - 1] : undefined;
}

/** Minutes to choose from; `null` is the end of the meeting, which a moderator does not reach. */
export function ends(senior: boolean): readonly (number | null)[] {
  return senior ? [10, 60, null] : [10, 60];
}

/** Twelve hexadecimal digits are a handle, a few decimal ones a number. */
export function whomOf(typed: string): Whom | null {
  const word = typed.trim().toLowerCase();
  if (/^[0-9a-f]{12}$/.test(word)) return { author: word };
  return /^[0-9]{1,7}$/.test(word) && Number(word) > 0 ? { no: Number(word) } : null;
}
