// Similar suggestions while typing: joining is easier than repeating. Never in the way: slow answers are not shown.
import type { MeetingCard, SimilarCard, SimilarReply } from "../shared/protocol.ts";
import { characters, exact } from "../shared/figures.ts";
import { send } from "./api.ts";
import { make, newIcon, t } from "./page.ts";
import { paintSupported } from "./card.ts";

const CHARS_MIN = 6;
const PAUSE_MS = 400;
const SLOW_MS = 1_500;
const RUN_MIN = 2;

/** Splits a text into runs that also occur in `typed` (two characters or more) and the rest. */
export function commonRuns(text: string, typed: string): Array<{ text: string; common: boolean }> {
  const parts: Array<{ text: string; common: boolean }> = [];
  let rest = "";
  let at = 0;
  while (at < text.length) {
    let length = 0;
    while (at + length < text.length && typed.indexOf(text.slice(at, at + length + 1)) >= 0) length += 1;
    if (length >= RUN_MIN) {
      if (rest) parts.push({ text: rest, common: false });
      parts.push({ text: text.slice(at, at + length), common: true });
      rest = "";
      at += length;
    } else {
      rest += text[at];
      at += 1;
    }
  }
  if (rest) parts.push({ text: rest, common: false });
  return parts;
}

export class Similar {
  private timer = 0;
  private abort: AbortController | null = null;
  private readonly meeting: string;
  /** The number on the chamber's screen. */
  onScreen: number | null;

  constructor(
    meeting: MeetingCard,
    private readonly box: HTMLElement,
    private readonly supported: Set<number>,
    private readonly shown: (count: number) => void,
  ) {
    this.meeting = meeting.id;
    this.onScreen = meeting.on_screen;
  }

  typed(text: string): void {
    window.clearTimeout(this.timer);
    if (this.abort) this.abort.abort();
    this.abort = null;
    if (characters(text.trim()) < CHARS_MIN) return this.clear();
    this.timer = window.setTimeout(() => void this.ask(text.trim()), PAUSE_MS);
  }

  clear(): void {
    this.box.hidden = true;
    this.box.textContent = "";
    this.shown(0);
  }

  private async ask(text: string): Promise<void> {
    if (navigator.onLine === false) return this.clear();
    const abort = new AbortController();
    this.abort = abort;
    const slow = window.setTimeout(() => abort.abort(), SLOW_MS);
    const url = `/api/v1/meetings/${this.meeting}/similar?text=${encodeURIComponent(text)}`;
    const answer = await send<SimilarReply>(url, { signal: abort.signal });
    window.clearTimeout(slow);
    if (this.abort !== abort) return;
    if (!answer.ok || answer.body.similar.length === 0) return this.clear();
    this.show(answer.body.similar, text);
  }

  private show(similar: SimilarCard[], typed: string): void {
    const head = make("h3");
    const picture = newIcon("users-three-fill");
    if (picture) head.append(picture);
    head.append(make("span", "", t("c.sim", { n: similar.length })));
    const list = make("ul");
    similar.forEach((card) => list.append(this.row(card, typed)));
    this.box.textContent = "";
    this.box.append(head, list);
    this.box.hidden = false;
    this.shown(similar.length);
  }

  private row(card: SimilarCard, typed: string): HTMLElement {
    const row = make("li");
    row.dataset["no"] = String(card.no);
    const text = make("p", "t");
    text.lang = "zh";
    for (const part of commonRuns(card.text, typed)) text.append(part.common ? make("mark", "", part.text) : part.text);
    const of = make("div", "of");
    const people = t("c.sim.people", { n: exact(card.supports) });
    of.append(text, make("small", "num", card.no === this.onScreen ? `${people} · ${t("c.sim.onair")}` : people));
    const button = make("button", "sup");
    button.type = "button";
    const picture = newIcon("hand-bold");
    if (picture) button.append(picture);
    button.append(make("span", "w", t("sup.do")));
    paintSupported(button, this.supported.has(card.no));
    row.append(of, button);
    return row;
  }
}
