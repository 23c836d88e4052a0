// How one person looks at the queue: which list, what is searched, what is selected. State of the page, and in its address.
import { desk } from "../endpoints";
import { isTab, listOf, type QueueTab } from "./lists";
import { NONE, type Picked } from "./select";
import { shared } from "./share";
import type { QueueRow } from "../../shared/protocol";

/** What was typed must rest so long before the server is asked. */
const SEARCH_REST_MS = 250;

const WAITING: ReadonlySet<string> = new Set(["pending", "held", "appealed"]);

export class QueueView {
  tab = $state<QueueTab>("waiting");
  asked = $state("");
  searching = $state(false);
  /** Which decisions the list of what is done shows; empty: any. */
  state = $state("");
  picked = $state.raw<Picked>(NONE);
  /** What the server found, or what was decided lately; `null` while it is asked. */
  found = $state.raw<readonly QueueRow[] | null>(null);
  waiting = $state.raw<readonly QueueRow[]>([]);
  /** Decided here and not yet told of by the server: gone from the list at once. */
  gone = $state.raw<ReadonlySet<number>>(new Set());

  /** Whether the list shows what the server looked up, not what waits. */
  readonly looksUp = $derived(this.asked.trim() !== "" || this.tab === "done");
  readonly rows = $derived(this.looksUp ? this.#lookedUp() : listOf(this.waiting, this.tab, this.gone));

  #timer: ReturnType<typeof setTimeout> | undefined;
  #question = 0;

  constructor(readonly meeting: string) {}

  /** The numbers in the order of the list, for J and K. */
  get shown(): readonly number[] {
    return this.rows.map((row) => row.no);
  }

  /** Takes the waiting rows in; what did not change is not drawn again. */
  take(rows: readonly QueueRow[]): void {
    this.waiting = shared(this.waiting, rows);
  }

  /** Opens one of the lists. */
  open(tab: QueueTab): void {
    this.tab = tab;
    this.asked = "";
    this.searching = false;
    this.picked = NONE;
    if (tab === "done") this.lookUp(this.state);
  }

  /** Lists what was decided lately, of one state or of any. */
  lookUp(state: string): void {
    this.state = state;
    this.found = null;
    void this.#look(state === "" ? {} : { state });
  }

  /** What is being typed into the search. */
  ask(words: string): void {
    this.asked = words;
    clearTimeout(this.#timer);
    this.found = null;
    if (words.trim() !== "") this.#timer = setTimeout(() => void this.#look({ q: words.trim() }), SEARCH_REST_MS);
    else if (this.tab === "done") this.lookUp(this.state);
  }

  /** Closes the search and shows the list again. */
  closeSearch(): void {
    this.searching = false;
    if (this.asked !== "") this.ask("");
  }

  find(no: number): QueueRow | undefined {
    return this.waiting.find((row) => row.no === no) ?? this.found?.find((row) => row.no === no);
  }

  /** Reads list and cursor from the page's address. */
  fromAddress(search: string): number | null {
    const query = new URLSearchParams(search);
    const tab = query.get("q") ?? "";
    if (isTab(tab)) this.open(tab);
    const no = Number(query.get("i"));
    return Number.isInteger(no) && no > 0 ? no : null;
  }

  /** The address that shows a colleague the same; the plain one for the plain view. */
  address(cursor: number | null): string {
    const query = new URLSearchParams();
    if (this.tab !== "waiting") query.set("q", this.tab);
    if (cursor !== null) query.set("i", String(cursor));
    const text = query.toString();
    return `/mod/${encodeURIComponent(this.meeting)}${text === "" ? "" : `?${text}`}`;
  }

  #lookedUp(): QueueRow[] {
    const words = this.asked.trim();
    // Until the server answers, what waits here is searched.
    return this.found === null ? (words === "" ? [] : listOf(this.waiting, "waiting", this.gone, words)) : [...this.found];
  }

  async #look(asked: { q?: string; state?: string }): Promise<void> {
    const question = ++this.#question;
    const found = await desk.find(this.meeting, asked).then((reply) => reply.items, () => []);
    if (question === this.#question) this.found = asked.q === undefined ? found.filter((row) => !WAITING.has(row.state) || row.unread) : found;
  }
}
