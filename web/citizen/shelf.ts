// Where waiting entries lie: IndexedDB, which the service worker can read as well; where a browser forbids that, local storage; and
// where it forbids even that, memory, until the page goes.
import type { Entry } from "./queue.ts";
import { load, save } from "./storage.ts";

export interface Shelf {
  all(): Promise<Entry[]>;
  /** Changes one entry in one step that no other tab can come between; `null` for none, before and after. */
  change(id: string, by: (found: Entry | null) => Entry | null): Promise<Entry | null>;
}

const DATABASE = "yanlu";
const STORE = "outbox";
const PLACE = "yanlu.outbox";
/** Some in-app browsers never answer. */
const OPEN_WAIT_MS = 2_000;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

class Database implements Shelf {
  constructor(private readonly database: IDBDatabase) {}

  all(): Promise<Entry[]> {
    return done<Entry[]>(this.database.transaction(STORE, "readonly").objectStore(STORE).getAll());
  }

  change(id: string, by: (found: Entry | null) => Entry | null): Promise<Entry | null> {
    return new Promise((resolve, reject) => {
      const transaction = this.database.transaction(STORE, "readwrite");
      const store = transaction.objectStore(STORE);
      let after: Entry | null = null;
      const reading: IDBRequest<Entry | undefined> = store.get(id);
      reading.onsuccess = () => {
        const before = reading.result || null;
        after = by(before);
        if (after) store.put(after);
        else if (before) store.delete(id);
      };
      transaction.oncomplete = () => resolve(after);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }
}

function openDatabase(): Promise<Database | null> {
  return new Promise((resolve) => {
    const given = setTimeout(() => resolve(null), OPEN_WAIT_MS);
    const none = (): void => {
      clearTimeout(given);
      resolve(null);
    };
    try {
      const opening = indexedDB.open(DATABASE, 1);
      opening.onupgradeneeded = () => opening.result.createObjectStore(STORE, { keyPath: "id" });
      opening.onsuccess = () => {
        clearTimeout(given);
        resolve(new Database(opening.result));
      };
      opening.onerror = opening.onblocked = none;
    } catch {
      none();
    }
  });
}

/** Local storage with memory behind it. */
export class Plain implements Shelf {
  private entries(): Entry[] {
    try {
      return JSON.parse(load(PLACE) || "[]") as Entry[];
    } catch {
      return [];
    }
  }

  all(): Promise<Entry[]> {
    return Promise.resolve(this.entries());
  }

  change(id: string, by: (found: Entry | null) => Entry | null): Promise<Entry | null> {
    const entries = this.entries();
    const after = by(entries.find((one) => one.id === id) || null);
    const rest = entries.filter((one) => one.id !== id);
    save(PLACE, JSON.stringify(after ? rest.concat(after) : rest));
    return Promise.resolve(after);
  }
}

/** The best place there is. What an earlier visit had to leave in the plain one moves over. */
export async function openShelf(): Promise<Shelf> {
  const plain = new Plain();
  const database = await openDatabase();
  if (!database) return plain;
  for (const left of await plain.all()) {
    await database.change(left.id, (found) => found || left);
    await plain.change(left.id, () => null);
  }
  return database;
}

/** The database alone: what a worker can reach. */
export function openShared(): Promise<Shelf | null> {
  return openDatabase();
}
