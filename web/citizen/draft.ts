// The draft of a suggestion: kept on this device until it is sent, with the key under which it is sent once.
import { drop, load, save } from "./storage.ts";

export interface Draft {
  text: string;
  area: string;
  name: string;
}

interface Kept extends Draft {
  key: string;
  /** What was last sent under the key; other words need another key. */
  sent: string;
}

const KEY_BYTES = 16;

function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class DraftBox {
  private readonly place: string;

  constructor(meeting: string) {
    this.place = `yanlu.draft.${meeting}`;
  }

  private read(): Kept | null {
    const text = load(this.place);
    if (!text) return null;
    try {
      const kept: Kept = JSON.parse(text);
      return typeof kept.text === "string" ? kept : null;
    } catch {
      return null;
    }
  }

  load(): Draft | null {
    return this.read();
  }

  keep(draft: Draft): void {
    const kept = this.read();
    save(this.place, JSON.stringify({ ...draft, key: kept ? kept.key : newKey(), sent: kept ? kept.sent : "" }));
  }

  /** The key for sending `body`: the same as before for the same words, so that a retry is not a second suggestion. */
  keyFor(draft: Draft, body: string): string {
    const kept = this.read();
    const key = kept && (kept.sent === body || kept.sent === "") ? kept.key : newKey();
    save(this.place, JSON.stringify({ ...draft, key, sent: body }));
    return key;
  }

  clear(): void {
    const kept = this.read();
    drop(this.place);
    // Name and place stay for the next suggestion.
    if (kept && (kept.area || kept.name)) this.keep({ text: "", area: kept.area, name: kept.name });
  }
}
