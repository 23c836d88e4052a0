// What a suggestion is tied to: the agenda item and the moment of the broadcast. Both are taken from what runs when writing begins,
// shown, and changed only by the author's hand.
import type { MeetingCard } from "../shared/protocol.ts";
import { clock, numeral } from "../shared/figures.ts";
import { watchingMoment } from "./moment.ts";
import { byId, make, t, write } from "./page.ts";

const BACK_MS = 30_000;
const TICK_MS = 1_000;
const BANDS = 8;

export class Chips {
  private readonly items: HTMLSelectElement;
  private readonly chip = byId<HTMLButtonElement>("c-moment");
  private readonly choices = byId("c-moments");
  private readonly offer = byId<HTMLButtonElement>("c-switch");
  /** The moment that was stamped; null: none by choice; undefined: not yet, it follows what is watched. */
  private stamp: number | null | undefined;
  /** The running item as last heard. */
  private running: number | null;

  constructor(
    meeting: MeetingCard,
    /** The author changed something. */
    private readonly changed: () => void,
  ) {
    this.items = byId<HTMLSelectElement>("c-item") || make("select");
    this.running = meeting.current_item;
    this.items.addEventListener("change", () => {
      this.withdrawOffer();
      this.paint();
    });
    if (this.offer) this.offer.addEventListener("click", () => this.follow());
    if (this.chip) this.chip.addEventListener("click", () => this.unfold(this.choices !== null && this.choices.hidden === true));
    if (this.choices) this.choices.addEventListener("click", (event) => this.chosen(event));
    this.paint();
    window.setInterval(() => {
      if (this.stamp === undefined && !document.hidden) this.paint();
    }, TICK_MS);
  }

  get item(): string {
    return this.items.value;
  }

  get moment(): number | null {
    return this.stamp === undefined ? watchingMoment() : this.stamp;
  }

  /** Writing begins: the moment is that of now. */
  begin(): void {
    if (this.stamp === undefined) this.stamp = watchingMoment();
    this.paint();
  }

  /** A draft comes back with what it was tied to. */
  restore(item: string, moment: number | null): void {
    if (item) this.items.value = item;
    this.stamp = moment;
    this.paint();
  }

  /** The text was sent or cleared: everything follows again. */
  reset(): void {
    this.stamp = undefined;
    this.unfold(false);
    if (this.offer && !this.offer.hidden) this.follow();
    this.paint();
  }

  /** The agenda has moved on: what is being written stays where it was begun, and the new item is offered. */
  moved(meeting: MeetingCard, writing: boolean): void {
    if (meeting.current_item === this.running) return;
    this.running = meeting.current_item;
    if (!writing) this.follow();
    else if (this.offer && this.running !== null && String(this.running) !== this.items.value) {
      const n = document.documentElement.lang === "en" ? String(this.running) : numeral(this.running);
      write(this.offer, ".w", t("c.switch", { n }));
      this.offer.hidden = false;
    }
  }

  private follow(): void {
    const held = this.offer !== null && document.activeElement === this.offer;
    this.items.value = String(this.running || "");
    this.withdrawOffer();
    this.paint();
    if (held) this.items.focus();
    this.changed();
  }

  private withdrawOffer(): void {
    if (this.offer) this.offer.hidden = true;
  }

  private unfold(open: boolean): void {
    if (!this.choices || !this.chip) return;
    this.choices.hidden = !open;
    this.chip.setAttribute("aria-expanded", String(open));
  }

  private chosen(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-moment]");
    if (!button) return;
    const now = this.moment === null ? watchingMoment() : this.moment;
    const how = button.dataset["moment"];
    if (how === "back") this.stamp = now === null ? null : Math.max(0, now - BACK_MS);
    else this.stamp = how === "now" ? watchingMoment() : null;
    if (how !== "back") {
      this.unfold(false);
      if (this.chip) this.chip.focus();
    }
    this.paint();
    this.changed();
  }

  private paint(): void {
    const band = byId("c-band");
    const number = Number(this.items.value);
    if (band) {
      band.hidden = !number;
      band.className = `sq band-${((Math.max(number, 1) - 1) % BANDS) + 1}`;
    }
    if (!this.chip) return;
    const moment = this.moment;
    this.chip.hidden = moment === null && watchingMoment() === null;
    write(this.chip, ".w", moment === null ? t("c.moment.none") : clock(moment));
  }
}
