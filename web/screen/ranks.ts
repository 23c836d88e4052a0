// When rows of a ranking may change places. Pure: time and cards are arguments.

/** Rows change places at most this often: a chamber must be able to read them. */
export const REORDER_MS = 20_000;

export class Ranks {
  private order: number[];
  private changedAt: number;

  constructor(order: number[], now: number) {
    this.order = order;
    this.changedAt = now;
  }

  /** Whether rows may change places now. */
  due(now: number): boolean {
    return now - this.changedAt >= REORDER_MS;
  }

  /** Starts over: another item, another ranking. */
  reset(order: number[], now: number): void {
    this.order = order;
    this.changedAt = now;
  }

  /** The rows to show. What is no longer public goes at once; what follows behind the others may come at once; places change when due. */
  rows(wanted: number[], isPublic: (no: number) => boolean, now: number): number[] {
    const standing = this.order.filter(isPublic);
    const same = standing.every((no, at) => wanted[at] === no);
    if (same) {
      this.order = wanted;
    } else if (this.due(now)) {
      this.order = wanted;
      this.changedAt = now;
    } else {
      this.order = standing;
    }
    return this.order;
  }
}
