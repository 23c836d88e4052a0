// The draft of a suggestion: kept on this device for a day or until it is sent, with the key under which it is sent once.
import { drop, load, save } from "./storage.ts";

export interface Draft {
  text: string;
  area: string;
  name: string;
  /** The agenda item chosen, as its field's value; empty for none. */
  item: string;
  /** The broadcast moment, ms from its start; null for none. */
  moment: number | null;
}

interface Kept extends Draft {
  key: string;
  /** What was last sent under the key; other words need another key. */
  sent: string;
  /** When it was last written, ms since 1970 of this device. */
  at: number;
}

const KEY_BYTES = 16;
const KEPT_MS = 24 * 3_600_000;

export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class DraftBox {
  private readonly place: string;

  constructor(meeting: string) {
    this.place = `yanlu.draft.${meeting}`;
  }

  private read(): Kept | null {
    try {
      const kept: Kept | null = JSON.parse(load(this.place) || "null");
      if (!kept || typeof kept.text !== "string") return null;
      const old = Date.now() - kept.at > KEPT_MS;
      // Name and place stay for the next suggestion.
      return old ? { ...kept, text: "", item: "", moment: null, key: newKey(), sent: "" } : kept;
    } catch {
      return null;
    }
  }

  private write(draft: Draft, key: string, sent: string): void {
    save(this.place, JSON.stringify({ ...draft, key, sent, at: Date.now() }));
  }

  load(): Draft | null {
    return this.read();
  }

  keep(draft: Draft): void {
    const kept = this.read();
    this.write(draft, kept ? kept.key : newKey(), kept ? kept.sent : "");
  }

  /** The key for sending `body`: the same as before for the same words, so that a retry is not a second suggestion. */
  keyFor(draft: Draft, body: string): string {
    const kept = this.read();
    const key = kept && (kept.sent === body || kept.sent === "") ? kept.key : newKey();
    this.write(draft, key, body);
    return key;
  }

  clear(): void {
    const kept = this.read();
    drop(this.place);
    if (kept && (kept.area || kept.name)) this.keep({ text: "", area: kept.area, name: kept.name, item: "", moment: null });
  }
}
