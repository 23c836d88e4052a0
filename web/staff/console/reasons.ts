// The reasons for not taking a suggestion up: the server's closed list, and those that have a digit.
import { tCode } from "../locale.svelte";


/** Every reason, in the order of the list that staff see. Words are under `reason.{code}`. */
export const REASONS = [
  "out_of_scope", "empty", "privacy", "insult_defamation", "spam_flood", "petition_case", "rumour", "advertising", "litigation",
  "duplicate", "joke", "discrimination", "named_accusation", "academic_only", "party_personnel", "minor_safety", "illegal_content",
  "state_secret",
] as const;

export type Reason = (typeof REASONS)[number];

/** R and a digit: the most frequent reasons come first in the list. */
export const DIGIT_REASONS: readonly Reason[] = REASONS.slice(0, 7);

export function reasonOfDigit(digit: number): Reason | undefined {
  return DIGIT_REASONS[digit - 1];
}

/** How a suggestion is declined. Hiding needs a senior moderator. */
export type DeclineKind = "reject" | "return" | "hide";

/** A reason in words. */
export function reasonWords(code: string): string {
  return tCode("reason", code);
}
