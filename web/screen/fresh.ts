// Whether what is shown is still true. Pure: time is an argument, in real ms.

/** After this long without proof the numbers count as old. */
export const LOST_MS = 10_000;

export class Freshness {
  private provenAt: number;

  constructor(now: number) {
    this.provenAt = now;
  }

  /** A frame has come. */
  frame(now: number): void {
    this.provenAt = now;
  }

  /** The server answered: that proves something only when it has nothing that we lack. */
  pulse(serverSeq: number, ourSeq: number, now: number): void {
    if (serverSeq <= ourSeq) this.provenAt = now;
  }

  lost(now: number): boolean {
    return now - this.provenAt >= LOST_MS;
  }
}
