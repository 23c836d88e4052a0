// One part of the overlay: it comes in 240 ms and leaves in 200. Another content leaves first and comes again.

const LEAVE_MS = 200;

export class Panel {
  private key: string | null = null;
  private leaving = 0;

  constructor(private readonly element: HTMLElement) {}

  /** Shows the content named `key`, filled in by `fill`; null shows nothing. */
  show(key: string | null, fill: (element: HTMLElement) => void): void {
    if (this.leaving) return;
    if (key === this.key) {
      if (key !== null) fill(this.element);
      return;
    }
    if (this.key !== null) return this.leave();
    this.key = key;
    fill(this.element);
    this.element.hidden = false;
    // The browser has to see the first state, or it would not move to the second.
    void this.element.offsetWidth;
    this.element.classList.add("in");
  }

  private leave(): void {
    this.key = null;
    this.element.classList.remove("in");
    this.leaving = window.setTimeout(() => {
      this.leaving = 0;
      this.element.hidden = true;
    }, LEAVE_MS);
  }
}
