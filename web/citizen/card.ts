// Fills the markup of a card, which the server wrote once: the same template serves both.
import type { Card, MeetingCard } from "../shared/protocol.ts";
import { clock, exact, fourDigits, short, type LocaleTag } from "../shared/figures.ts";
import { find, icon, t, write } from "./page.ts";

export interface CardContext {
  meeting: MeetingCard;
  locale: LocaleTag;
  supported: Set<number>;
}

function hide(root: ParentNode, selector: string, hidden: boolean): void {
  const element = find(root, selector);
  if (element) element.hidden = hidden;
}

function floorWord(state: string): string {
  const known = ["answered", "covered", "deferred", "read_out"];
  return known.indexOf(state) >= 0 ? t(`floor.${state}`) : "";
}

export function paintCount(article: Element, supports: number, locale: LocaleTag): void {
  write(article, ".sup .n", short(supports, locale));
  write(article, ".sup .x", exact(supports));
}

export function paintSupported(button: Element, supported: boolean): void {
  button.setAttribute("aria-pressed", String(supported));
  button.setAttribute("value", supported ? "0" : "1");
  icon(button, supported ? "hand-fill" : "hand-bold");
  write(button, ".w", t(supported ? "sup.done" : "sup.do"));
}

export function paintScreen(article: Element, onScreen: boolean): void {
  article.classList.toggle("onair", onScreen);
  hide(article, ".flag", !onScreen);
}

export function paintFloor(article: Element, state: string): void {
  const word = floorWord(state);
  hide(article, ".floor", !word);
  write(article, ".floor-word", word);
}

export function paintMerged(article: Element, merged: number): void {
  hide(article, ".merged", merged === 0);
  write(article, ".merged", merged ? t("card.merged", { n: merged }) : "");
}

/** Writes a card into its markup. */
export function paint(article: HTMLElement, card: Card, context: CardContext): void {
  const { meeting, locale, supported } = context;
  const href = `/m/${meeting.id}/i/${card.no}`;
  article.id = `n${card.no}`;
  article.dataset["no"] = String(card.no);
  article.dataset["item"] = card.agenda_item === null ? "" : String(card.agenda_item);
  article.setAttribute("aria-labelledby", `t${card.no}`);
  article.classList.remove("gone");
  const text = find(article, ".tx");
  if (text) {
    text.id = `t${card.no}`;
    text.textContent = card.text;
  }
  const who = [card.area, card.display_name].filter((part) => part).join(" · ");
  write(article, ".by", who || t("card.anonymous"));
  hide(article, ".at", card.moment_ms === null);
  write(article, ".when", card.moment_ms === null ? "" : clock(card.moment_ms));
  const number = find<HTMLAnchorElement>(article, "a.no");
  if (number) {
    number.setAttribute("href", href);
    number.textContent = t("card.no", { no: fourDigits(card.no) });
  }
  hide(article, ".edited", !card.edited);
  paintMerged(article, card.merged);
  paintFloor(article, card.floor.state);
  paintScreen(article, meeting.on_screen === card.no);
  const button = find<HTMLButtonElement>(article, ".sup");
  if (button) {
    button.hidden = false;
    button.setAttribute("formaction", `${href}/support`);
    paintSupported(button, supported.has(card.no));
  }
  paintCount(article, card.supports, locale);
}

/** A new card from the page's template. */
export function create(card: Card, context: CardContext): HTMLElement | null {
  const template = document.getElementById("card") as HTMLTemplateElement | null;
  const article = template && template.content.firstElementChild;
  if (!article) return null;
  const copy = document.importNode(article, true) as HTMLElement;
  paint(copy, card, context);
  return copy;
}
