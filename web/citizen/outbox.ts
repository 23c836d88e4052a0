// Sends what waits, in the page and in the service worker: one after the other, each under its key, until the line goes again. It
// says nothing to the reader; who listens does.
import { claim, entry, hasRoom, idOf, nextDue, request, settle, wakeAt, type Back, type Entry, type Outcome, type Sending, type Suggest } from "./queue.ts";
import type { Shelf } from "./shelf.ts";

export interface Posted extends Outcome {
  /** The answer's body when it was accepted. */
  body: unknown;
}

/** An entry that came to an end, and how. */
export interface Ended {
  entry: Entry;
  posted: Posted;
}

/** Above what the shelf can hold, so a flush always ends. */
const ROUNDS_MAX = 300;

export class Outbox {
  private flushing: Promise<boolean> | null = null;
  /** Somebody asked while a run was under way: what stopped that run may be over. */
  private wanted = false;

  constructor(
    private readonly shelf: Shelf,
    private readonly post: (sending: Sending) => Promise<Posted>,
    private readonly ended: (ended: Ended) => void,
    private readonly now: () => number = Date.now,
  ) {}

  all(): Promise<Entry[]> {
    return this.shelf.all();
  }

  /** Keeps something to send; `false` when there is no room for it. */
  async put(meeting: string, what: Suggest | Back, key: string): Promise<boolean> {
    const id = idOf(meeting, what, key);
    const entries = await this.shelf.all();
    if (!entries.some((one) => one.id === id) && !hasRoom(entries, what.kind)) return false;
    await this.shelf.change(id, (old) => entry(old, meeting, what, key, this.now()));
    return true;
  }

  async remove(id: string): Promise<void> {
    await this.shelf.change(id, () => null);
  }

  /** Sends what is due; `true` when the server was reached to the end. Who asks during a run has another one after it. */
  flush(): Promise<boolean> {
    if (this.flushing) {
      this.wanted = true;
      return this.flushing;
    }
    this.wanted = false;
    this.flushing = this.runs();
    return this.flushing;
  }

  private async runs(): Promise<boolean> {
    try {
      const reached = await this.run();
      if (reached || !this.wanted) return reached;
      return await this.run();
    } finally {
      this.flushing = null;
    }
  }

  /** When to flush again, ms since 1970; null when nothing waits. */
  async wakeAt(): Promise<number | null> {
    return wakeAt(await this.shelf.all());
  }

  private async run(): Promise<boolean> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      const due = nextDue(await this.shelf.all(), this.now());
      if (!due) return true;
      const mine = await this.take(due.id);
      if (!mine) continue;
      const posted = await this.post(request(mine));
      const now = this.now();
      const after = await this.shelf.change(mine.id, (found) => settle(found, mine.version, posted, now));
      if (posted.status === 0) return false;
      if (!after || after.refused) this.ended({ entry: after || mine, posted });
    }
    return true;
  }

  /** The entry, claimed; null when another tab or the worker has it. */
  private async take(id: string): Promise<Entry | null> {
    const now = this.now();
    let taken = false;
    const after = await this.shelf.change(id, (found) => {
      const claimed = claim(found, now);
      taken = claimed !== null;
      return claimed || found;
    });
    return taken ? after : null;
  }
}
