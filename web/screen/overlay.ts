// The overlay over a broadcast. What it shows is the director's wish or the address's; what it cannot prove to be true it takes away.
import "./overlay.css";
import { exact, numeral } from "../shared/figures.ts";
import type { Card, MeetingCard } from "../shared/protocol.ts";
import { Following } from "./follow.ts";
import { Model } from "./model.ts";
import { Panel } from "./panel.ts";
import { Ranks, REORDER_MS } from "./ranks.ts";
import { find, make, readState, t, who, write, type PageState } from "./state.ts";
import { countdown, timeLeft, width } from "./view.ts";

type Layout = MeetingCard["overlay"]["layout"];

const LAYOUTS: Layout[] = ["lower", "ticker", "rank", "qr", "timer"];
const TICK_MS = 250;
const COUNT_MS = 1_000;
const ROWS = 3;
/** The ticker's entries, how long each stands, and how long one takes to make way. */
const ENTRIES = 10;
const ENTRY_MS = 7_000;
const ROLL_MS = 240;
/** A wider text is written smaller: two lines of 26 characters, and a third below them. */
const LOWER_WIDTH = 52;
/** A wider entry of the ticker is written smaller. */
const TICKER_WIDTH = 30;

class Overlay {
  private readonly model: Model;
  private readonly following: Following;
  private readonly panels = new Map<Layout, Panel>();
  private readonly ranks: Ranks;
  private item: number | null;
  private refreshedAt = performance.now();
  private countedAt = 0;
  private gone = false;

  constructor(
    private readonly state: PageState,
    private readonly over: HTMLElement,
  ) {
    this.model = new Model(state.seq, state.meeting, state.cards);
    this.item = state.item;
    this.ranks = new Ranks(this.wanted(), performance.now());
    this.following = new Following(state, this.model, {
      changed: () => this.paint(false),
      pulse: () => undefined,
      revoked: () => {
        this.gone = true;
        this.paint(true);
      },
    });
    LAYOUTS.forEach((layout) => {
      const element = find(over, `.${layout === "qr" ? "qrc" : layout}`);
      if (element) this.panels.set(layout, new Panel(element));
    });
  }

  start(): void {
    this.following.start();
    window.setInterval(() => this.tick(), TICK_MS);
    this.tick();
  }

  private tick(): void {
    const now = performance.now();
    if (now - this.refreshedAt >= REORDER_MS && !this.following.lost()) {
      this.refreshedAt = now;
      void this.refresh();
    }
    const count = now - this.countedAt >= COUNT_MS;
    if (count) this.countedAt = now;
    this.paint(count);
  }

  private async refresh(): Promise<void> {
    const running = this.model.meeting.current_item;
    await this.following.refresh(running);
    const has = running !== null && this.model.ranked(running, 1).length > 0;
    if (!has && running !== null) await this.following.refresh(null);
    const item = has ? running : null;
    if (item === this.item) return;
    this.item = item;
    this.ranks.reset(this.wanted(), performance.now());
  }

  private wanted(): number[] {
    return this.model.ranked(this.item, ROWS).map((card) => card.no);
  }

  /** The layouts to show now. */
  private wishes(): Layout[] {
    if (this.gone) return [];
    if ("test" in this.over.dataset) return LAYOUTS;
    if (this.following.lost() && !("stay" in this.over.dataset)) return [];
    const fixed = this.over.dataset["layout"];
    return fixed ? (fixed.split(",") as Layout[]) : [this.model.meeting.overlay.layout];
  }

  /** Brings every part to its state; numbers change with `count` only. */
  private paint(count: boolean): void {
    const wishes = this.wishes();
    LAYOUTS.forEach((layout) => {
      const panel = this.panels.get(layout);
      if (!panel) return;
      const key = wishes.indexOf(layout) >= 0 ? this.key(layout) : null;
      panel.show(key, (element) => this.fill(layout, element, count));
    });
  }

  /** What a part would show, by name: another name comes in anew. Null when there is nothing to show. */
  private key(layout: Layout): string | null {
    switch (layout) {
      case "lower": {
        const card = this.lower();
        return card && `${card.no} ${card.text}`;
      }
      case "ticker":
        return this.model.newest(1).length > 0 ? layout : null;
      case "rank":
        return this.ranked().map((card) => card.no).join() || null;
      case "timer":
        return this.left() === null && !("test" in this.over.dataset) ? null : `${layout} ${this.model.meeting.current_item}`;
      case "qr":
        return layout;
      case "off":
        return null;
    }
  }

  /** The suggestion of the lower third: the address's, else the director's choice, else the one on the chamber's screen. */
  private lower(): Card | null {
    const { overlay, on_screen } = this.model.meeting;
    const fixed = this.over.dataset["no"];
    const no = fixed ? Number(fixed) : overlay.no === null ? on_screen : overlay.no;
    void this.following.want(no);
    const test = "test" in this.over.dataset ? this.model.ranked(null, 1)[0] : undefined;
    return this.model.card(no) || test || null;
  }

  private ranked(): Card[] {
    const order = this.ranks.rows(this.wanted(), (no) => this.model.card(no) !== null, performance.now());
    return order.map((no) => this.model.card(no)).filter((card): card is Card => card !== null);
  }

  private left(): number | null {
    return timeLeft(this.model.meeting, this.following.clock.now());
  }

  private fill(layout: Layout, element: HTMLElement, count: boolean): void {
    if (layout === "lower") this.fillLower(element, count);
    else if (layout === "ticker") this.fillTicker(element);
    else if (layout === "rank") this.fillRank(element, count);
    else if (layout === "timer") this.fillTimer(element);
  }

  private fillLower(element: HTMLElement, count: boolean): void {
    const card = this.lower();
    if (!card) return;
    const item = card.agenda_item === null ? undefined : this.model.meeting.agenda[card.agenda_item - 1];
    const about = item && card.agenda_item !== null ? ` · ${numeral(card.agenda_item)} ${item.title}` : "";
    element.classList.toggle("long", width(card.text) > LOWER_WIDTH);
    write(element, ".text", card.text);
    const asked = card.asked === null ? "" : ` · ${t("s.reply", { dept: card.asked })}`;
    write(element, ".who", who(card) + about + asked);
    const digits = find(element, ".n");
    if (digits && (count || !digits.textContent)) digits.textContent = exact(card.supports);
  }

  private fillTicker(element: HTMLElement): void {
    const roll = find(element, ".roll");
    const entries = this.model.newest(ENTRIES);
    const card = entries[Math.floor(performance.now() / ENTRY_MS) % Math.max(1, entries.length)];
    const last = roll && (roll.lastElementChild as HTMLElement | null);
    if (!roll || !card || (last && last.textContent === card.text)) return;
    const entry = make("p", width(card.text) > TICKER_WIDTH ? "long" : "", card.text);
    entry.lang = "zh";
    // Two entries at most: the one that comes and the one that goes.
    roll.replaceChildren(...(last && last.textContent && this.model.card(Number(last.dataset["no"])) ? [last] : []), entry);
    entry.dataset["no"] = String(card.no);
    if (!last) return;
    last.className += " out";
    entry.classList.add("in");
    window.setTimeout(() => last.remove(), ROLL_MS);
  }

  private fillRank(element: HTMLElement, count: boolean): void {
    const list = find(element, "ol");
    const cards = this.ranked();
    if (!list) return;
    const number = this.item === null ? "" : this.state.locale === "en" ? String(this.item) : numeral(this.item);
    write(element, "h2", number ? t("s.top", { n: number }) : t("feed.top"));
    const names = cards.map((card) => `${card.no} ${card.text}`).join();
    if (list.dataset["of"] !== names) {
      list.dataset["of"] = names;
      list.replaceChildren(...cards.map((card, at) => this.row(card, at + 1)));
    } else if (count) {
      cards.forEach((card, at) => write(list.children[at] as Element, ".c", exact(card.supports)));
    }
  }

  private row(card: Card, rank: number): HTMLLIElement {
    const row = make("li");
    const text = make("span", "t", card.text);
    text.lang = "zh";
    row.append(make("span", "r", String(rank)), text, make("span", "c", exact(card.supports)));
    return row;
  }

  private fillTimer(element: HTMLElement): void {
    const { agenda, current_item, title } = this.model.meeting;
    const item = current_item === null ? undefined : agenda[current_item - 1];
    const left = this.left();
    write(element, ".title", item && current_item !== null ? `${numeral(current_item)} ${item.title}` : title);
    write(element, ".word", t(left !== null && left < 0 ? "s.over" : "s.left"));
    write(element, ".left", countdown(left === null ? 0 : left));
    element.classList.toggle("over", left !== null && left < 0);
  }
}

const state = readState();
const over = document.getElementById("over");
if (state && over) new Overlay(state, over).start();
