// The items that this window holds, in the order in which to take them. Answers may overtake one another: an item that was
// decided here must not come back with an answer that was asked for earlier, and one that was put back must not vanish with one.
import type { DealtItem } from "../../shared/protocol";

/** Items held at most: what the server deals to one window. */
export const DEAL_MAX = 5;

export class DealBuffer {
  #items: readonly DealtItem[] = [];
  /** Decided here: the ticket after which an answer may bring the item again; `Infinity` while the server has not answered. */
  readonly #handled = new Map<number, number>();
  /** Put back here: the ticket before which an answer may not take the item away. */
  readonly #kept = new Map<number, number>();
  #ticket = 0;

  get items(): readonly DealtItem[] {
    return this.#items;
  }

  get(no: number): DealtItem | undefined {
    return this.#items.find((item) => item.no === no);
  }

  /** Call when asking the server; pass the ticket with the answer. */
  ask(): number {
    this.#ticket += 1;
    return this.#ticket;
  }

  /** Takes an answer in. `current` is on the desk: its text stays as it was read. Returns what is no longer held. */
  take(dealt: readonly DealtItem[], ticket: number, current: number | null): number[] {
    const fresh = new Map(dealt.filter((item) => !this.#isHandled(item.no, ticket)).map((item) => [item.no, item]));
    const lost: number[] = [];
    const held: DealtItem[] = [];
    for (const item of this.#items) {
      const answer = fresh.get(item.no);
      fresh.delete(item.no);
      if (answer !== undefined) held.push(item.no === current ? asRead(item, answer) : answer);
      else if ((this.#kept.get(item.no) ?? 0) > ticket) held.push(item);
      else lost.push(item.no);
    }
    this.#items = [...held, ...fresh.values()];
    this.#forget(ticket);
    return lost;
  }

  /** Decided (or let go) here: gone at once; the server has not answered yet. */
  remove(no: number): void {
    this.#items = this.#items.filter((item) => item.no !== no);
    this.#handled.set(no, Number.POSITIVE_INFINITY);
    this.#kept.delete(no);
  }

  /** The server has answered: from now on, what it deals counts. */
  answered(no: number): void {
    if (this.#handled.has(no)) this.#handled.set(no, this.#ticket);
  }

  /** Back to the top: taken back, refused, or changed meanwhile. */
  putBack(item: DealtItem): void {
    this.#items = [item, ...this.#items.filter((other) => other.no !== item.no)];
    this.#handled.delete(item.no);
    this.#kept.set(item.no, this.#ticket + 1);
  }

  /** Changes one item in place. */
  change(no: number, change: Partial<DealtItem>): void {
    this.#items = this.#items.map((item) => (item.no === no ? { ...item, ...change } : item));
  }

  /** Brings one item to the top. */
  lift(no: number): void {
    const item = this.get(no);
    if (item !== undefined) this.#items = [item, ...this.#items.filter((other) => other.no !== no)];
  }

  #isHandled(no: number, ticket: number): boolean {
    return (this.#handled.get(no) ?? 0) >= ticket;
  }

  #forget(ticket: number): void {
    for (const [no, until] of this.#handled) if (until < ticket) this.#handled.delete(no);
    for (const [no, until] of this.#kept) if (until <= ticket) this.#kept.delete(no);
  }
}

/** A changed text must be read again, so it is not slipped under the reader: the old revision is refused by the server. */
function asRead(read: DealtItem, answer: DealtItem): DealtItem {
  return answer.revision === read.revision ? answer : { ...read, leased_until: answer.leased_until };
}
