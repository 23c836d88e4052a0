// The list of suggestions in the document: numbers tick in place, new ones wait behind one row, what vanished is marked in place.
import type { Board, Card, MeetingCard } from "../shared/protocol.ts";
import { exact, fourDigits, short } from "../shared/figures.ts";
import { send } from "./api.ts";
import * as cards from "./card.ts";
import { byId, find, make, t, write, type PageState } from "./page.ts";
import { keepPlace, takeOverScrolling } from "./place.ts";
import { coalesce, Replica, type Change, type Gone } from "./replica.ts";
import { sayCount } from "./status.ts";

/** Cards kept in the document, and how many of the waiting ones are put in at once. */
export const CARDS_MAX = 60;
const FRESH_MAX = 20;

/** Changes that are painted in one go; the rest waits for the next frame of the screen. */
const CHUNK_MAX = 120;
/** A page that nobody sees is brought up to date this often. */
const UNSEEN_MS = 500;
/** Changes that make no card taller, shorter or go. */
const STILL: ReadonlySet<Change["kind"]> = new Set(["count", "totals"]);

/** What the list hears of and does not show itself. */
export interface FeedHooks {
  meeting(meeting: MeetingCard): void;
  published(card: Card): void;
  caption(line: { moment_ms: number; text: string }): void;
}

export class Feed {
  readonly replica: Replica;
  readonly supported: Set<number>;
  private readonly list: HTMLElement;
  private readonly fresh: HTMLButtonElement | null;
  private page: number;
  private pending: Change[] = [];
  private painting = false;

  constructor(
    private readonly state: PageState,
    private readonly hooks: FeedHooks,
  ) {
    this.list = byId("feed") || make("div");
    this.fresh = byId<HTMLButtonElement>("fresh");
    this.page = state.page;
    this.supported = new Set(state.supported);
    const shown = new Set(this.articles().map((article) => Number(article.dataset["no"])));
    this.replica = new Replica(state.seq, state.meeting, state.total, state.setsize, state.item, shown);
    takeOverScrolling();
    if (this.fresh) this.fresh.addEventListener("click", () => this.showFresh());
    const more = byId("more");
    if (more) more.addEventListener("click", (event) => void this.loadMore(event, more));
    this.list.addEventListener("keydown", (event) => this.step(event));
    this.list.addEventListener("click", (event) => this.unfold(event));
    // The tab of the list that is shown leads to what waits in it.
    const tab = document.querySelector(".seg [aria-current]");
    if (tab) {
      tab.addEventListener("click", (event) => {
        if (this.replica.waitingCount === 0) return;
        event.preventDefault();
        this.showFresh();
      });
    }
  }

  article(no: number): HTMLElement | null {
    return find(this.list, `[data-no="${no}"]`);
  }

  boardUrl(page: number): string {
    const item = this.state.item === null ? "" : `&agenda_item=${this.state.item}`;
    return `/api/v1/meetings/${this.state.meeting.id}/board?order=${this.state.order}${item}&page=${page}&limit=${this.state.limit}`;
  }

  /** Fetches the board again after a hole that cannot be filled. */
  async resync(): Promise<boolean> {
    const answer = await send<Board>(this.boardUrl(1));
    if (answer.ok) this.show(this.replica.reset(answer.body));
    return answer.ok;
  }

  /** Shows changes with the next frame of the screen, however many come until then. */
  show(changes: Change[]): void {
    if (changes.length === 0) return;
    this.pending = coalesce(this.pending.concat(changes));
    this.plan();
  }

  private plan(): void {
    if (this.painting) return;
    this.painting = true;
    if (document.hidden) window.setTimeout(() => this.flush(), UNSEEN_MS);
    else requestAnimationFrame(() => this.flush());
  }

  private flush(): void {
    this.painting = false;
    const changes = this.pending.splice(0, CHUNK_MAX);
    const show = () => changes.forEach((change) => this.showOne(change));
    // Looking where a card stands makes the browser lay the page out at once; numbers alone move no card.
    if (changes.every((change) => STILL.has(change.kind))) show();
    else keepPlace(show);
    this.paintFresh();
    if (this.pending.length > 0) this.plan();
  }

  private showOne(change: Change): void {
    switch (change.kind) {
      case "meeting":
        return this.hooks.meeting(change.meeting);
      case "news":
        return this.hooks.published(change.card);
      case "caption":
        return this.hooks.caption(change.line);
      case "totals":
        return this.paintTotals();
      case "screen":
        return this.paintScreen(change.no);
      case "card":
        return this.with(change.card.no, (article) => cards.paint(article, change.card, this.context()));
      case "gone":
        return this.with(change.no, (article) => this.markGone(article, change.because, change.into, change.no));
      case "count":
        return this.with(change.no, (article) => cards.paintCount(article, change.supports, this.state.locale));
      case "merged":
        return this.with(change.no, (article) => cards.paintMerged(article, change.merged));
      case "floor":
        return this.with(change.no, (article) => cards.paintFloor(article, change.floor));
      case "asked":
        return this.with(change.no, (article) => cards.paintAsked(article, change.unit));
    }
  }

  private with(no: number, change: (article: HTMLElement) => void): void {
    const article = this.article(no);
    if (article) change(article);
  }

  private context(): cards.CardContext {
    return { meeting: this.replica.meeting, locale: this.state.locale, supported: this.supported };
  }

  private articles(): HTMLElement[] {
    return Array.from(this.list.querySelectorAll<HTMLElement>("article"));
  }

  private paintTotals(): void {
    write(document, '[data-scope="all"] .num', short(this.replica.total, this.state.locale));
    if (this.state.item !== null) write(document, '[data-scope="item"][aria-current] .num', short(this.replica.ofItem, this.state.locale));
  }

  private paintScreen(no: number | null): void {
    this.articles().forEach((article) => cards.paintScreen(article, Number(article.dataset["no"]) === no));
    this.paintElsewhere(no);
  }

  /** What is on the chamber's screen but not in this list is one line above it. */
  private paintElsewhere(no: number | null): void {
    const row = byId<HTMLAnchorElement>("elsewhere");
    if (!row) return;
    const hidden = no === null || this.article(no) !== null;
    row.hidden = hidden;
    if (hidden || no === null) return;
    row.href = `/m/${this.state.meeting.id}/i/${no}`;
    write(row, ".no", t("card.no", { no: fourDigits(no) }));
  }

  private markGone(article: HTMLElement, because: Gone, into: number | null, no: number): void {
    this.replica.forget(no);
    article.classList.add("gone");
    article.classList.remove("onair");
    const flag = find(article, ".flag");
    if (flag) flag.hidden = true;
    const button = find(article, ".sup");
    if (button) button.hidden = true;
    const note = find(article, ".gone-note") || make("p", "gone-note");
    note.textContent = "";
    const words = t(`feed.gone.${because}`, { no: into === null ? "" : fourDigits(into) });
    if (into === null) {
      note.textContent = words;
    } else {
      const link = make("a", "", words);
      link.href = `/m/${this.state.meeting.id}/i/${into}`;
      note.append(link);
    }
    article.append(note);
  }

  private paintFresh(): void {
    const count = this.replica.waitingCount;
    if (!this.fresh) return;
    const words = t("feed.fresh", { n: exact(count) });
    if (this.fresh.hidden !== (count === 0)) {
      const row = this.fresh;
      keepPlace(() => {
        row.hidden = count === 0;
      });
    }
    write(this.fresh, ".w", words);
    const plus = byId("plus");
    if (plus) {
      plus.hidden = count === 0;
      plus.textContent = `+${exact(count)}`;
      plus.setAttribute("aria-label", words);
    }
    if (count > 0) sayCount(t("feed.heard", { n: count }));
  }

  /** The reader asked for the new ones: they come first, and the focus goes to the first of them. */
  private showFresh(): void {
    const fresh = this.replica.takeWaiting(FRESH_MAX);
    const articles = fresh.map((card) => this.create(card)).filter((article): article is HTMLElement => article !== null);
    this.list.prepend(...articles);
    // An empty list is no feed: the role needs articles.
    this.list.setAttribute("role", "feed");
    this.list.setAttribute("aria-label", t("feed.label"));
    this.trim();
    this.number();
    const empty = byId("empty");
    if (empty) empty.hidden = true;
    this.paintScreen(this.replica.meeting.on_screen);
    this.paintFresh();
    const first = articles[0];
    if (!first) return;
    first.focus({ preventScroll: true });
    // The style sheet says how much room the picture takes at the top.
    const head = document.querySelector(".fh") || first;
    head.scrollIntoView({ block: "start" });
  }

  private create(card: Card): HTMLElement | null {
    const shown = this.article(card.no);
    if (shown) shown.remove();
    return cards.create(card, this.context());
  }

  /** Keeps the document small: the last cards go; they are on the next pages. */
  private trim(): void {
    this.articles().slice(CARDS_MAX).forEach((article) => {
      this.replica.forget(Number(article.dataset["no"]));
      article.remove();
    });
  }

  private number(): void {
    const size = String(Math.max(this.replica.ofItem, this.articles().length));
    this.articles().forEach((article, at) => {
      article.setAttribute("aria-posinset", String(at + 1));
      article.setAttribute("aria-setsize", size);
    });
  }

  /** The next page joins the list while there is room; then the link leads to it. */
  private async loadMore(event: Event, more: HTMLElement): Promise<void> {
    if (this.articles().length + this.state.limit > CARDS_MAX) return;
    event.preventDefault();
    this.list.setAttribute("aria-busy", "true");
    const answer = await send<Board>(this.boardUrl(this.page + 1));
    this.list.setAttribute("aria-busy", "false");
    if (!answer.ok) {
      more.textContent = t("feed.retry");
      return;
    }
    this.page += 1;
    const news = answer.body.suggestions.filter((card) => !this.article(card.no) && !this.replica.waiting.has(card.no));
    const articles = news.map((card) => this.create(card)).filter((article): article is HTMLElement => article !== null);
    news.forEach((card) => this.replica.show(card.no));
    this.list.append(...articles);
    this.number();
    const first = articles[0];
    if (first) first.focus({ preventScroll: true });
    if (this.page >= answer.body.pages) more.replaceWith(make("p", "", t("feed.end")));
    else (more as HTMLAnchorElement).href = (more as HTMLAnchorElement).href.replace(/page=\d+/, `page=${this.page + 1}`);
  }

  private unfold(event: Event): void {
    const link = (event.target as Element).closest<HTMLElement>(".expand");
    const article = link && link.closest("article");
    const text = article && find(article, ".tx");
    if (!link || !text) return;
    event.preventDefault();
    keepPlace(() => {
      text.classList.remove("long");
      link.hidden = true;
    });
    (article as HTMLElement).focus({ preventScroll: true });
  }

  /** Page Up and Page Down go from card to card. */
  private step(event: KeyboardEvent): void {
    const by = event.key === "PageDown" ? 1 : event.key === "PageUp" ? -1 : 0;
    const within = (event.target as Element).closest("article");
    if (!by || !within) return;
    const next = this.articles()[this.articles().indexOf(within as HTMLElement) + by];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
