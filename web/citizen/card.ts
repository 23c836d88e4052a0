// Fills the markup of a card, which the server wrote once: the same template serves both.
import type { Card, MeetingCard } from "../shared/protocol.ts";
import { clock, exact, fourDigits, short, type LocaleTag } from "../shared/figures.ts";
import { find, icon, t, write } from "./page.ts";

/** Six lines of a card on a phone, as in crates/gateway/src/pages/cards.rs. */
const LONG_CHARS = 110;

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

export function paintFloor(article: Element, floor: Card["floor"]): void {
  const word = floorWord(floor.state);
  const line = find(article, ".floor");
  if (line) {
    line.hidden = !word;
    line.classList.toggle("sealed", floor.state === "answered");
  }
  write(article, ".floor-word", word);
  write(article, ".floor-at", typeof floor.moment_ms === "number" ? clock(floor.moment_ms) : "");
}

/** Which unit the chair asked to respond. */
export function paintAsked(article: Element, asked: string | null): void {
  hide(article, ".asked", !asked);
  write(article, ".asked", asked ? t("card.asked", { name: asked }) : "");
}

export function paintMerged(article: Element, merged: number): void {
  hide(article, ".merged", merged === 0);
  write(article, ".merged", merged ? t("card.merged", { n: merged }) : "");
}

/** The live page at the moment that a suggestion is about. */
function momentHref(meeting: string, card: Card): string {
  const item = card.agenda_item === null ? "" : `a=${card.agenda_item}&`;
  return `/m/${meeting}?${item}n=${card.no}&t=${Math.floor((card.moment_ms || 0) / 1_000)}`;
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
    const long = Array.from(card.text).length > LONG_CHARS;
    text.classList.toggle("long", long);
    hide(article, ".expand", !long);
  }
  const more = find<HTMLAnchorElement>(article, ".expand");
  if (more) more.setAttribute("href", href);
  const who = [card.area, card.display_name].filter((part) => part).join(" · ");
  write(article, ".by", who || t("card.anonymous"));
  hide(article, ".at", card.moment_ms === null);
  write(article, ".when", card.moment_ms === null ? "" : clock(card.moment_ms));
  const moment = find<HTMLAnchorElement>(article, "a.at");
  if (moment) moment.setAttribute("href", momentHref(meeting.id, card));
  const number = find<HTMLAnchorElement>(article, "a.no");
  if (number) {
    number.setAttribute("href", href);
    number.textContent = t("card.no", { no: fourDigits(card.no) });
  }
  hide(article, ".edited", !card.edited);
  paintMerged(article, card.merged);
  paintFloor(article, card.floor);
  paintAsked(article, card.asked);
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
