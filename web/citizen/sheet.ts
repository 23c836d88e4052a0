// The form as a bottom sheet on phones; on wide screens it is always open and none of this happens.
import { byId } from "./page.ts";

/** Sent to the sheet when it opens (`detail` true) and closes (false). */
export const SHEET_EVENT = "yanlu-sheet";
const WIDE = "(min-width: 1024px)";
const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea:not([disabled]), summary";
/** A view this much lower than the window has a keyboard over it. */
const KEYBOARD_PX = 120;

export class Sheet {
  private opener: HTMLElement | null = null;

  constructor(
    private readonly sheet: HTMLElement,
    private readonly first: () => HTMLElement | null,
  ) {
    const close = byId("sheet-close");
    if (close) close.addEventListener("click", () => this.close());
    const scrim = byId("scrim");
    if (scrim) scrim.addEventListener("click", () => this.close());
    sheet.addEventListener("keydown", (event) => this.key(event));
    window.matchMedia(WIDE).addListener((wide) => {
      if (wide.matches) this.close();
    });
    const view = window.visualViewport;
    if (view) {
      const fit = (): void => this.fit(view);
      view.addEventListener("resize", fit);
      view.addEventListener("scroll", fit);
    }
  }

  open(opener: HTMLElement): void {
    if (!window.matchMedia(WIDE).matches) {
      this.opener = opener;
      this.sheet.classList.add("open");
      this.sheet.setAttribute("role", "dialog");
      this.sheet.setAttribute("aria-modal", "true");
      document.documentElement.classList.add("sheeted");
      const scrim = byId("scrim");
      if (scrim) scrim.hidden = false;
    }
    this.tell(true);
    const first = this.first();
    const close = byId("sheet-close");
    if (first && first.offsetParent !== null && !(first as HTMLTextAreaElement).disabled) first.focus();
    else if (close) close.focus();
  }

  close(): void {
    if (!this.sheet.classList.contains("open")) return;
    this.sheet.classList.remove("open", "kb");
    this.sheet.style.bottom = "";
    this.sheet.removeAttribute("role");
    this.sheet.removeAttribute("aria-modal");
    document.documentElement.classList.remove("sheeted");
    const scrim = byId("scrim");
    if (scrim) scrim.hidden = true;
    if (this.opener) this.opener.focus();
    this.opener = null;
    this.tell(false);
  }

  private tell(open: boolean): void {
    this.sheet.dispatchEvent(new CustomEvent(SHEET_EVENT, { detail: open }));
  }

  /** Keeps the button above a keyboard that lies over the page instead of making it lower. */
  private fit(view: VisualViewport): void {
    if (!this.sheet.classList.contains("open")) return;
    // Zooming in makes the view smaller too; that is the reader's wish and no keyboard.
    const hidden = view.scale > 1.05 ? 0 : Math.max(0, window.innerHeight - view.height - view.offsetTop);
    this.sheet.style.bottom = hidden > 0 ? `${Math.round(hidden)}px` : "";
    this.sheet.classList.toggle("kb", hidden > KEYBOARD_PX);
  }

  private key(event: KeyboardEvent): void {
    if (!this.sheet.classList.contains("open")) return;
    // An input method closes its own list with Escape first.
    if (event.key === "Escape" && !event.isComposing) return this.close();
    if (event.key !== "Tab") return;
    const stops = Array.from(this.sheet.querySelectorAll<HTMLElement>(FOCUSABLE)).filter((stop) => stop.offsetParent !== null);
    const first = stops[0];
    const last = stops[stops.length - 1];
    if (!first || !last) return;
    const leaving = event.shiftKey ? document.activeElement === first : document.activeElement === last;
    if (!leaving) return;
    event.preventDefault();
    (event.shiftKey ? last : first).focus();
  }
}
