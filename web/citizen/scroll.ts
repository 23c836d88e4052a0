// Another language is another page; the reader finds themselves where they were.
import { scroller } from "./place.ts";

const KEY = "yanlu.scroll";

/** The card in the middle of the window: words of another language make those above it taller or shorter. */
function middle(): Element | null {
  let nearest: Element | null = null;
  let least = Infinity;
  for (const card of Array.from(document.querySelectorAll("#feed > [data-no]"))) {
    const away = Math.abs(card.getBoundingClientRect().top - innerHeight / 2);
    if (away < least) [nearest, least] = [card, away];
  }
  return nearest;
}

/** What there is to remember: the page, how far it is scrolled, the card and where it stands. At its top a page stays at its top. */
function here(): string {
  const [top, card] = [scroller().scrollTop, middle()];
  const stands = top > 0 && card ? [card.id, String(card.getBoundingClientRect().top)] : [];
  return [location.pathname, String(top), ...stands].join("|");
}

function goBack(remembered: string): void {
  const [path, top, id, stood] = remembered.split("|");
  if (path !== location.pathname) return;
  scroller().scrollTop = Number(top);
  const card = id ? document.getElementById(id) : null;
  if (card) scroller().scrollTop += card.getBoundingClientRect().top - Number(stood);
}

/** Remembers the place when a language is chosen, and goes back to it on the page that follows. */
export function keepScrollOverLanguages(): void {
  try {
    const remembered = sessionStorage.getItem(KEY);
    sessionStorage.removeItem(KEY);
    if (remembered) goBack(remembered);
    document.addEventListener("click", (event) => {
      if ((event.target as Element).closest(".languages a")) sessionStorage.setItem(KEY, here());
    });
  } catch {
    // Without storage the page begins at its top.
  }
}
