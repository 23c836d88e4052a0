// The ranking's rows in the document: counts in place, places by a cross-fade.
import { exact } from "../shared/figures.ts";
import type { Card } from "../shared/protocol.ts";
import { find, make } from "./state.ts";
import { ROW_WIDTH, width } from "./view.ts";

const FADE_MS = 400;
const SVG = "http://www.w3.org/2000/svg";

function bar(): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const attributes = { class: "bar", viewBox: "0 0 100 1", preserveAspectRatio: "none", "aria-hidden": "true" };
  Object.entries(attributes).forEach(([name, value]) => svg.setAttribute(name, value));
  svg.appendChild(document.createElementNS(SVG, "rect")).setAttribute("height", "1");
  return svg;
}

function row(card: Card, rank: number): HTMLLIElement {
  const item = make("li", width(card.text) > ROW_WIDTH ? "long" : "");
  item.dataset["no"] = String(card.no);
  const text = make("span", "t", card.text);
  text.lang = "zh";
  item.append(make("span", "n", String(rank)), text, make("span", "c"), bar());
  return item;
}

function numbers(list: Element): number[] {
  return Array.from(list.children).map((item) => Number((item as HTMLElement).dataset["no"]));
}

/** Writes counts and bars into the rows that stand. */
function paintCounts(list: Element, cards: Card[]): void {
  const most = Math.max(1, ...cards.map((card) => card.supports));
  cards.forEach((card, at) => {
    const item = list.children[at];
    const count = item && find(item, ".c");
    const rect = item && find<SVGRectElement>(item, "rect");
    if (count && count.textContent !== exact(card.supports)) count.textContent = exact(card.supports);
    if (rect) rect.setAttribute("width", ((100 * card.supports) / most).toFixed(1));
  });
}

export class Rows {
  constructor(private readonly place: HTMLElement) {}

  private list(): HTMLElement {
    return this.place.lastElementChild as HTMLElement;
  }

  /** The numbers that the page shows. */
  shown(): number[] {
    return numbers(this.list());
  }

  /** Brings the rows to these cards. Rows that only go or come are changed in place; other orders fade in. */
  show(cards: Card[]): void {
    const list = this.list();
    const before = numbers(list);
    const after = cards.map((card) => card.no);
    const texts = cards.every((card, at) => {
      const text = list.children[at] && find(list.children[at] as Element, ".t");
      return text && text.textContent === card.text;
    });
    if (before.join() === after.join() && texts) return;
    const next = make("ol", "rk");
    next.append(...cards.map((card, at) => row(card, at + 1)));
    paintCounts(next, cards);
    const staying = before.filter((no) => after.indexOf(no) >= 0);
    if (staying.every((no, at) => after[at] === no)) this.place.replaceChildren(next);
    else this.fade(list, next);
  }

  count(cards: Card[]): void {
    paintCounts(this.list(), cards);
  }

  private fade(from: HTMLElement, to: HTMLElement): void {
    this.place.replaceChildren(from, to);
    from.setAttribute("aria-hidden", "true");
    from.classList.add("out");
    to.classList.add("in");
    window.setTimeout(() => {
      from.remove();
      to.classList.remove("in");
    }, FADE_MS);
  }
}
