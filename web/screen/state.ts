// What the server handed to this page: the data block, the words, and short ways into the markup.
import type { Board, Card, MeetingCard, Totals } from "../shared/protocol.ts";
import type { LocaleTag } from "../shared/figures.ts";

export interface PageState {
  seq: number;
  /** The server's clock when the page was made. */
  now: number;
  /** How much faster than real time that clock runs. */
  speed: number;
  locale: LocaleTag;
  /** Whether citizens may see the meeting; before that there is nothing to follow. */
  open: boolean;
  meeting: MeetingCard;
  /** The item whose ranking is shown; null for all. */
  item: number | null;
  totals: Totals;
  cards: Card[];
  words: Record<string, string>;
}

let words: Record<string, string> = {};

/** Reads the data block; null on the page of a revoked link. */
export function readState(): PageState | null {
  const block = document.getElementById("state");
  if (!block || !block.textContent) return null;
  const state: PageState = JSON.parse(block.textContent);
  words = state.words;
  return state;
}

/** A text in the page's language with `{name}` filled in. */
export function t(key: string, values: Record<string, string | number> = {}): string {
  const text = words[key] || "…";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole));
}

export function find<T extends Element = HTMLElement>(root: ParentNode, selector: string): T | null {
  return root.querySelector<T>(selector);
}

/** Sets the text of the first match, if there is one. */
export function write(root: ParentNode, selector: string, text: string): void {
  const element = find(root, selector);
  if (element && element.textContent !== text) element.textContent = text;
}

export function show(root: ParentNode, selector: string, visible: boolean): void {
  const element = find(root, selector);
  if (element && element.hidden === visible) element.hidden = !visible;
}

/** An element with a class and a text. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Place and name of an author, as the server writes them. */
export function who(card: Card): string {
  return [card.area, card.display_name].filter(Boolean).join(" · ") || t("card.anonymous");
}

/** The board's first cards in an order; null when it did not come. */
export async function board(meeting: string, query: string): Promise<Board | null> {
  try {
    const response = await fetch(`/api/v1/meetings/${meeting}/board?${query}`);
    return response.ok ? ((await response.json()) as Board) : null;
  } catch {
    return null;
  }
}

/** One public suggestion; null when it is none or did not come. */
export async function single(meeting: string, no: number): Promise<Card | null> {
  try {
    const response = await fetch(`/api/v1/meetings/${meeting}/suggestions/${no}`);
    return response.ok ? ((await response.json()) as Card) : null;
  } catch {
    return null;
  }
}
