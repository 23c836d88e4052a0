// Which papers of the desk this person has closed, kept in this browser. Storage may be blocked; then it holds for this page only.

export interface Seen {
  /** The place in the log of the latest note that was closed. */
  readonly note: number;
  /** The version of the run-book that was closed. */
  readonly book: number;
}

const NOTHING: Seen = { note: 0, book: 0 };

const name = (person: number, meeting: string): string => `yanlu.papers.${person}.${meeting}`;

export function readSeen(person: number, meeting: string): Seen {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name(person, meeting)) ?? "null");
    if (typeof kept !== "object" || kept === null) return NOTHING;
    const { note, book } = kept as Record<string, unknown>;
    return { note: Number.isInteger(note) ? Number(note) : 0, book: Number.isInteger(book) ? Number(book) : 0 };
  } catch {
    return NOTHING;
  }
}

export function keepSeen(person: number, meeting: string, seen: Seen): void {
  try {
    localStorage.setItem(name(person, meeting), JSON.stringify(seen));
  } catch {
    // Kept for this page only.
  }
}
