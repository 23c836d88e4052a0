// Which rows of the list are selected for one decision on all of them.

/** Items in one batch at most; the server takes no more. */
export const BULK_MAX = 50;

export type Picked = ReadonlySet<number>;

export const NONE: Picked = new Set();

/** Selects a row or lets it go; beyond the limit nothing more is selected. */
export function toggle(picked: Picked, no: number): Picked {
  const next = new Set(picked);
  if (next.delete(no)) return next;
  return picked.size < BULK_MAX ? next.add(no) : picked;
}

/** Selects both rows of a step, so that Shift with J or K draws a range. */
export function extend(picked: Picked, from: number | null, to: number | null): Picked {
  const next = new Set(picked);
  for (const no of [from, to]) if (no !== null && next.size < BULK_MAX) next.add(no);
  return next;
}

/** Everything that the list shows, up to the limit. */
export function all(shown: readonly number[]): Picked {
  return new Set(shown.slice(0, BULK_MAX));
}

/** Without the rows that are not waiting any more. */
export function stillThere(picked: Picked, waiting: readonly number[]): Picked {
  const there = new Set(waiting);
  const kept = [...picked].filter((no) => there.has(no));
  return kept.length === picked.size ? picked : new Set(kept);
}
