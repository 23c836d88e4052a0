// The order in which a clicker walks: what was read out, what is on the screen, what comes. Pure: it shows nothing itself.

export interface Line {
  /** Read out and still without an answer, first to last. */
  readonly before: readonly number[];
  /** On the screen now. */
  readonly here: number | null;
  /** The candidates, first to last. */
  readonly after: readonly number[];
}

/**
 * One step along the line: from `from` where that is on it (what is about to be shown), else from the screen, else from the gap between
 * what was and what comes. `null` at the ends.
 */
export function stepAlong(line: Line, from: number | null, by: 1 | -1): number | null {
  const here = line.here === null ? [] : [line.here];
  const all = [...line.before, ...here, ...line.after];
  const at = all.indexOf((from !== null && all.includes(from) ? from : line.here) ?? Number.NaN);
  if (at >= 0) return all[at + by] ?? null;
  return all[by > 0 ? line.before.length : line.before.length - 1] ?? null;
}

/** The same numbers with `no` at `place` (kept within the list). */
export function moved(nos: readonly number[], no: number, place: number): readonly number[] {
  const from = nos.indexOf(no);
  if (from < 0) return nos;
  const rest = nos.filter((other) => other !== no);
  const to = Math.min(rest.length, Math.max(0, place));
  return to === from ? nos : [...rest.slice(0, to), no, ...rest.slice(to)];
}

/** Cards in the order of `nos`; those that are not named follow as they were. */
export function inOrder<T extends { readonly no: number }>(cards: readonly T[], nos: readonly number[]): readonly T[] {
  const named = nos.map((no) => cards.find((card) => card.no === no)).filter((card): card is T => card !== undefined);
  return [...named, ...cards.filter((card) => !nos.includes(card.no))];
}

/** The place for a dragged row: how many of the other rows have their middle above `y`. */
export function placeAt(middles: readonly number[], y: number): number {
  return middles.filter((middle) => middle < y).length;
}
