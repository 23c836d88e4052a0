// Nothing moves under the finger: changes above what the reader looks at are made up for by scrolling.
import { byId } from "./page.ts";

/** What scrolls: the column of suggestions on wide screens, the page on phones. */
export function scroller(): HTMLElement {
  const side = document.querySelector<HTMLElement>(".side");
  if (side && getComputedStyle(side).overflowY !== "visible") return side;
  return (document.scrollingElement as HTMLElement | null) || document.documentElement;
}

/** The first card that can be seen, or the first one. */
function anchor(): Element | null {
  const feed = byId("feed");
  if (!feed) return null;
  for (const card of Array.from(feed.children)) {
    if (card.getBoundingClientRect().bottom > 0) return card;
  }
  return feed.firstElementChild;
}

/** Makes a change and keeps the cards where they are on the screen. */
export function keepPlace(change: () => void): void {
  const fixed = anchor();
  if (!fixed) return change();
  const before = fixed.getBoundingClientRect().top;
  change();
  if (!fixed.isConnected) return;
  const moved = fixed.getBoundingClientRect().top - before;
  if (moved) scroller().scrollTop += moved;
}

/** The browser's own anchoring would make up for the same change twice. */
export function takeOverScrolling(): void {
  scroller().style.setProperty("overflow-anchor", "none");
}
