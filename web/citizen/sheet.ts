// The form as a bottom sheet on phones; on wide screens it is always open and none of this happens.
import { byId } from "./page.ts";

const WIDE = "(min-width: 1024px)";
const FOCUSABLE = "a[href], button:not([disabled]), input:not([type=hidden]), select, textarea, summary";

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
  }

  open(opener: HTMLElement): void {
    const first = this.first();
    if (!window.matchMedia(WIDE).matches) {
      this.opener = opener;
      this.sheet.classList.add("open");
      this.sheet.setAttribute("role", "dialog");
      this.sheet.setAttribute("aria-modal", "true");
      document.documentElement.classList.add("sheeted");
      const scrim = byId("scrim");
      if (scrim) scrim.hidden = false;
    }
    if (first) first.focus();
  }

  close(): void {
    if (!this.sheet.classList.contains("open")) return;
    this.sheet.classList.remove("open");
    this.sheet.removeAttribute("role");
    this.sheet.removeAttribute("aria-modal");
    document.documentElement.classList.remove("sheeted");
    const scrim = byId("scrim");
    if (scrim) scrim.hidden = true;
    if (this.opener) this.opener.focus();
    this.opener = null;
  }

  private key(event: KeyboardEvent): void {
    if (!this.sheet.classList.contains("open")) return;
    if (event.key === "Escape") return this.close();
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
