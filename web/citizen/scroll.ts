// Another language is another page; the reader finds themselves where they were.
import { scroller } from "./place.ts";

const KEY = "yanlu.scroll";

/** Remembers the place when a language is chosen, and goes back to it on the page that follows. */
export function keepScrollOverLanguages(): void {
  try {
    const [path, top] = (sessionStorage.getItem(KEY) || "").split("|");
    sessionStorage.removeItem(KEY);
    if (path === location.pathname) scroller().scrollTop = Number(top);
    document.addEventListener("click", (event) => {
      if (!(event.target as Element).closest(".languages a")) return;
      sessionStorage.setItem(KEY, `${location.pathname}|${scroller().scrollTop}`);
    });
  } catch {
    // Without storage the page begins at its top.
  }
}
