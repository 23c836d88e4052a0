// What the server handed to this page: the state block, the words, and typed access to the markup.
import type { BoardOrder, MeetingCard } from "../shared/protocol.ts";
import type { LocaleTag } from "../shared/figures.ts";

export interface PageState {
  seq: number;
  /** The server's clock when the page was made. */
  now: number;
  /** How much faster than real time that clock runs. */
  speed: number;
  locale: LocaleTag;
  meeting: MeetingCard;
  /** The agenda item shown, or null for all. */
  item: number | null;
  order: BoardOrder;
  page: number;
  pages: number;
  setsize: number;
  limit: number;
  total: number;
  supported: number[];
  supports_open: boolean;
  chars_min: number;
  words: Record<string, string>;
}

let words: Record<string, string> = {};

/** Reads the state block; null on pages that have none. */
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

export function byId<T extends HTMLElement = HTMLElement>(id: string): T | null {
  return document.getElementById(id) as T | null;
}

export function find<T extends Element = HTMLElement>(root: ParentNode, selector: string): T | null {
  return root.querySelector<T>(selector);
}

/** Sets the text of the first match, if there is one. */
export function write(root: ParentNode, selector: string, text: string): void {
  const element = find(root, selector);
  if (element && element.textContent !== text) element.textContent = text;
}

/** Shows another icon of the sprite. */
export function icon(root: ParentNode, name: string): void {
  const use = find<SVGUseElement>(root, "use");
  const href = use && use.getAttribute("href");
  if (use && href) use.setAttribute("href", href.replace(/#.*/, `#${name}`));
}

/** A copy of an icon that the page already shows, under another name. */
export function newIcon(name: string): SVGSVGElement | null {
  const any = document.querySelector<SVGSVGElement>("svg.i");
  const copy = any ? (any.cloneNode(true) as SVGSVGElement) : null;
  if (copy) {
    const use = copy.querySelector("use");
    const href = use && use.getAttribute("href");
    if (use && href) use.setAttribute("href", href.replace(/#.*/, `#${name}`));
  }
  return copy;
}

/** An element with a class and a text. */
export function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = "", text = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
