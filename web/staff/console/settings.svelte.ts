// What a moderator sets for the console, kept per person in this browser. Storage may be blocked; then it holds for this page only.
import { type Bindings, DEFAULT_KEYS, readBindings } from "./bindings";

export const THEMES = ["auto", "light", "dark", "hc"] as const;
export type Theme = (typeof THEMES)[number];

class ConsoleSettings {
  /** Whether single keys decide. */
  keys = $state(true);
  bindings = $state.raw<Bindings>(DEFAULT_KEYS);
  /** Whether this person takes items with a flag that needs care. */
  flagged = $state(true);
  /** The colours wished for; `auto` follows the system. */
  theme = $state<Theme>("auto");
  /** Agenda items that this person wishes to be dealt, per meeting; none means all. */
  #items = $state.raw<Readonly<Record<string, readonly number[]>>>({});
  #person = 0;

  /** Reads what this person set. */
  open(person: number): void {
    this.#person = person;
    const kept = read(name(person));
    this.keys = kept["keys"] !== false;
    this.bindings = readBindings(kept["bindings"]);
    this.#items = itemsOf(kept["items"]);
    this.flagged = kept["flagged"] !== false;
    this.theme = THEMES.find((theme) => theme === kept["theme"]) ?? "auto";
    dress(this.theme);
  }

  setKeys(on: boolean): void {
    this.keys = on;
    this.#keep();
  }

  setBindings(bindings: Bindings): void {
    this.bindings = bindings;
    this.#keep();
  }

  setFlagged(on: boolean): void {
    this.flagged = on;
    this.#keep();
  }

  setTheme(theme: Theme): void {
    this.theme = theme;
    dress(theme);
    this.#keep();
  }

  itemsIn(meeting: string): readonly number[] {
    return this.#items[meeting] ?? [];
  }

  setItems(meeting: string, items: readonly number[]): void {
    this.#items = { ...this.#items, [meeting]: items };
    this.#keep();
  }

  #keep(): void {
    try {
      localStorage.setItem(name(this.#person), JSON.stringify({ keys: this.keys, bindings: this.bindings, items: this.#items, flagged: this.flagged, theme: this.theme }));
    } catch {
      // Kept for this page only.
    }
  }
}

function dress(theme: Theme): void {
  if (theme === "auto") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme;
}

function name(person: number): string {
  return `yanlu.console.${person}`;
}

function read(key: string): Record<string, unknown> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    return typeof kept === "object" && kept !== null ? (kept as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function itemsOf(kept: unknown): Record<string, number[]> {
  if (typeof kept !== "object" || kept === null) return {};
  const entries = Object.entries(kept).map(([meeting, items]) => [meeting, Array.isArray(items) ? items.filter((item) => Number.isInteger(item)) : []] as const);
  return Object.fromEntries(entries);
}

export const settings = new ConsoleSettings();
