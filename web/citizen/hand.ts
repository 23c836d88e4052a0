// A hand of answer cards: what was said of which, what may be taken back, what is sent. Pure: it knows no document and no network.

export type Answer = "support" | "not_now" | "skip";

export interface HeldCard {
  no: number;
  /** Answers the card once. */
  token: string;
}

export interface SaidCard extends HeldCard {
  answer: Answer;
}

const KEYS: Record<string, Answer> = { "1": "support", "2": "not_now", "3": "skip" };

/** The answer that a key stands for. */
export function answerOfKey(key: string): Answer | null {
  return KEYS[key] || null;
}

export class Hand {
  private readonly said: Answer[] = [];
  private sent = 0;

  constructor(private readonly cards: readonly HeldCard[]) {}

  /** The place of the card that waits for its answer; the number of cards when none does. */
  get at(): number {
    return this.said.length;
  }

  get done(): boolean {
    return this.said.length >= this.cards.length;
  }

  /** Whether the last answer may be taken back: it was not sent yet. */
  get canUndo(): boolean {
    return this.said.length > this.sent;
  }

  /** Answers the card that waits. */
  say(answer: Answer): void {
    if (!this.done) this.said.push(answer);
  }

  /** Takes the last answer back. */
  undo(): boolean {
    if (!this.canUndo) return false;
    this.said.pop();
    return true;
  }

  /** What is to be sent, in order. From now on it cannot be taken back. */
  take(): SaidCard[] {
    const batch = this.cards
      .slice(this.sent, this.said.length)
      .map((card, at) => ({ no: card.no, token: card.token, answer: this.said[this.sent + at] as Answer }));
    this.sent = this.said.length;
    return batch;
  }

  /** So many of what was taken could not be sent: they wait again. */
  giveBack(count: number): void {
    this.sent = Math.max(0, this.sent - count);
  }
}
