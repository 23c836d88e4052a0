// Entries on their way: kept on this device until the server has acknowledged them, sent again with the same key. Each entry has a
// place of its own in the storage, so that two windows cannot overwrite each other's.
import type { ScribeEntry, ScribeResult } from "../../shared/protocol";

/** An entry that was saved here and not yet acknowledged. */
export interface Waiting {
  readonly entry: ScribeEntry;
  /** When it was saved, by this device's clock. */
  readonly savedAt: number;
  /** Why the server declined it, in words; empty while it may still be sent. */
  readonly problem: string;
}

/** For so long a saved entry can be taken back before it is sent. */
export const UNDO_MS = 4_000;
/** Entries in one request; the server takes as many. */
export const BATCH_MAX = 50;

/** What is to be sent now, oldest first. */
export function due(waiting: readonly Waiting[], now: number): readonly Waiting[] {
  const ready = waiting.filter(({ problem, savedAt }) => problem === "" && now - savedAt >= UNDO_MS);
  return [...ready].sort((one, next) => one.savedAt - next.savedAt).slice(0, BATCH_MAX);
}

/** What is left after the server's answer: what was taken is gone, what was declined says why. */
export function settle(waiting: readonly Waiting[], results: readonly ScribeResult[]): readonly Waiting[] {
  const answers = new Map(results.map((result) => [result.key, result]));
  return waiting.flatMap((one) => {
    const answer = answers.get(one.entry.key);
    if (answer === undefined) return [one];
    if (answer.problem === undefined) return [];
    return [answer.problem.retryable ? one : { ...one, problem: answer.problem.title }];
  });
}

/** A key that no other entry has: 128 random bits. */
export function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** The entries of one meeting in this browser's storage. Where storage is blocked, they are kept for this page only. */
export class Outbox {
  readonly #prefix: string;
  readonly #storage: Storage | null;

  constructor(meeting: string, storage: Storage | null) {
    this.#prefix = `yanlu.scribe.${meeting}.`;
    this.#storage = storage;
  }

  /** Whether what is saved survives this page. */
  get lasting(): boolean {
    return this.#storage !== null;
  }

  read(): readonly Waiting[] {
    const storage = this.#storage;
    if (storage === null) return [];
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? "").filter((name) => name.startsWith(this.#prefix));
    const kept = names.map((name) => parse(storage.getItem(name))).filter((one): one is Waiting => one !== null);
    return kept.sort((one, next) => one.savedAt - next.savedAt);
  }

  /** Keeps an entry; false when the storage is full or blocked. */
  put(one: Waiting): boolean {
    try {
      this.#storage?.setItem(this.#prefix + one.entry.key, JSON.stringify(one));
      return this.#storage !== null;
    } catch {
      return false;
    }
  }

  remove(key: string): void {
    this.#storage?.removeItem(this.#prefix + key);
  }
}

function parse(text: string | null): Waiting | null {
  try {
    const value: unknown = JSON.parse(text ?? "");
    return isWaiting(value) ? value : null;
  } catch {
    return null;
  }
}

function isWaiting(value: unknown): value is Waiting {
  if (typeof value !== "object" || value === null || !("entry" in value) || !("savedAt" in value) || !("problem" in value)) return false;
  const { entry } = value;
  return typeof entry === "object" && entry !== null && "key" in entry && "text" in entry && typeof entry.key === "string" && typeof value.savedAt === "number";
}

/** This browser's storage, if pages may use it. */
export function storageOfBrowser(): Storage | null {
  try {
    const probe = "yanlu.scribe";
    localStorage.setItem(probe, "");
    localStorage.removeItem(probe);
    return localStorage;
  } catch {
    return null;
  }
}
