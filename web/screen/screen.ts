// The big screen. It comes whole from the server; this keeps it up: views at once, counts once a second, places every twenty.
import "./screen.css";
import { clock, exact, numeral } from "../shared/figures.ts";
import type { Card, MeetingCard, ScreenPulse } from "../shared/protocol.ts";
import { Following } from "./follow.ts";
import { Model } from "./model.ts";
import { Ranks, REORDER_MS } from "./ranks.ts";
import { Rows } from "./rows.ts";
import { find, make, readState, show, t, who, write, type PageState } from "./state.ts";
import { countdown, fixedView, QUOTE_LAST, quote, shown, smaller, timeLeft } from "./view.ts";

const ROWS = 5;
const ROWS_LARGE = 3;
const TICK_MS = 1_000;
/** The ridges are drawn anew this often. */
const AXIS_MS = 10_000;
/** Where the axis begins, how long it is, and from where its words stand to the left of the playhead: in its own units. */
const AXIS = { margin: 64, width: 1_792, flip: 1_400 };

class Page {
  private readonly model: Model;
  private readonly following: Following;
  private readonly rows: Rows;
  private readonly ranks: Ranks;
  private readonly fixed = fixedView(location.search);
  private readonly most: number;
  /** The item whose ranking is shown; null for all. */
  private item: number | null;
  private running: number | null;
  private refreshedAt = performance.now();
  private axisAt = performance.now();
  private last: ScreenPulse | null = null;

  constructor(
    private readonly state: PageState,
    private readonly stage: HTMLElement,
    place: HTMLElement,
  ) {
    this.most = document.documentElement.classList.contains("large") ? ROWS_LARGE : ROWS;
    this.model = new Model(state.seq, state.meeting, state.cards);
    this.item = state.item;
    this.running = state.meeting.current_item;
    this.rows = new Rows(place);
    this.ranks = new Ranks(this.rows.shown(), performance.now());
    this.following = new Following(state, this.model, {
      changed: () => this.changed(),
      pulse: (pulse) => (this.last = pulse),
      revoked: () => this.revoked(),
    });
  }

  start(): void {
    this.following.start();
    this.changed();
    this.fit();
    window.addEventListener("resize", () => this.fit());
    this.tick();
    window.setInterval(() => this.tick(), TICK_MS);
  }

  /** What must not wait: the view, the quotation, and rows whose suggestion is no longer public. */
  private changed(): void {
    const meeting = this.model.meeting;
    if (meeting.current_item !== this.running) void this.switchItem(meeting.current_item);
    void this.following.want(meeting.on_screen);
    this.paintView(meeting);
    this.paintFocus();
    this.paintRows();
  }

  private tick(): void {
    const now = performance.now();
    const lost = this.following.lost();
    show(document, "#lost", lost);
    if (now - this.refreshedAt >= REORDER_MS && !lost) {
      this.refreshedAt = now;
      void this.chooseItem();
    }
    this.changed();
    this.paintClock();
    this.paintLeft();
    if (lost) return;
    this.rows.count(this.ranked());
    this.paintNumbers(now);
  }

  private async switchItem(item: number | null): Promise<void> {
    this.running = item;
    await this.chooseItem();
  }

  /** The running item as soon as it has suggestions; all while it has none. */
  private async chooseItem(): Promise<void> {
    await this.following.refresh(this.running);
    const has = this.running !== null && this.model.ranked(this.running, 1).length > 0;
    const item = has ? this.running : null;
    if (!has && this.running !== null) await this.following.refresh(null);
    if (item === this.item) return;
    this.item = item;
    this.ranks.reset(this.wanted(), performance.now());
    this.paintRows();
    this.rows.count(this.ranked());
  }

  private wanted(): number[] {
    return this.model.ranked(this.item, this.most).map((card) => card.no);
  }

  private ranked(): Card[] {
    const order = this.ranks.rows(this.wanted(), (no) => this.model.card(no) !== null, performance.now());
    return order.map((no) => this.model.card(no)).filter((card): card is Card => card !== null);
  }

  private paintRows(): void {
    const cards = this.ranked();
    this.rows.show(cards);
    show(document, "#none", cards.length === 0);
    const number = this.item === null ? "" : this.state.locale === "en" ? String(this.item) : numeral(this.item);
    write(document, "#heading", number ? t("s.top", { n: number }) : t("feed.top"));
  }

  private paintView(meeting: MeetingCard): void {
    const now = this.following.clock.now();
    const left = timeLeft(meeting, now);
    const view = shown({
      fixed: this.fixed,
      host: meeting.screen,
      phase: meeting.phase,
      on_screen: this.model.card(meeting.on_screen) !== null,
      running: left !== null,
    });
    const before = this.stage.dataset["view"];
    if (before !== view) this.stage.dataset["view"] = view;
    if (before !== view && view === "focus") this.fit();
    const live = meeting.phase.state === "live";
    const mark = find(document, "#mark");
    if (mark) mark.toggleAttribute("data-off", !live);
    write(document, "#mark", live ? t("live.mark") : t(meeting.phase.state === "open" ? "phase.open" : "phase.closed"));
    write(this.stage, "h1", meeting.title);
    write(this.stage, ".wait .big", meeting.title);
    show(this.stage, "#wait", !live);
    show(this.stage, ".wait .start", !live);
    const since = find(document, "#clock");
    if (since) since.dataset["since"] = String((live && meeting.phase.since) || 0);
  }

  private paintFocus(): void {
    const card = this.model.card(this.model.meeting.on_screen);
    const box = find(document, "#focus");
    if (!box || !card) return;
    write(box, ".label", card.asked ? t("s.ask", { dept: card.asked }) : t("s.from"));
    write(box, ".who", who(card));
    write(box, ".by .c", exact(card.supports));
    const next = this.model.next(this.item);
    show(box, ".nx", next !== null);
    if (next) {
      write(box, ".nx .v2", next.text);
      write(box, ".nx .c", exact(next.supports));
    }
    const words = find(box, "blockquote");
    if (!words || (words.textContent === card.text && box.dataset["no"] === String(card.no))) return;
    box.dataset["no"] = String(card.no);
    words.textContent = card.text;
    this.fit();
  }

  /** The largest size in which the quotation fits its place, not above that of its length; rather without the next one than smaller. */
  private fit(): void {
    const box = find(document, "#focus");
    const words = box && find(box, "blockquote");
    if (!box || !words) return;
    const tooLong = (): boolean => words.scrollHeight > words.clientHeight + 1;
    let { name, full } = quote(words.textContent || "");
    for (;;) {
      words.className = name;
      box.classList.toggle("full", full);
      const next = smaller(name);
      if (!tooLong() || (full && !next)) break;
      if (full && next) name = next;
      full = !full;
    }
    const cut = words.className === QUOTE_LAST && words.scrollHeight > words.clientHeight + 1;
    show(document, "#focus .more", cut);
    if (cut) write(document, "#focus .more", t("s.more", { no: String(this.model.meeting.on_screen).padStart(4, "0") }));
  }

  private paintClock(): void {
    const shownClock = find(document, "#clock");
    const since = shownClock ? Number(shownClock.dataset["since"]) : 0;
    show(document, "#clock", since > 0);
    if (since > 0) write(document, "#clock", clock(this.following.clock.now() - since));
    const axis = find<SVGElement>(document, "#axis > svg");
    const head = document.getElementById("playhead");
    const start = axis ? Number(axis.dataset["since"]) : 0;
    if (!axis || !head || start <= 0) return;
    const share = Math.min(1, Math.max(0, (this.following.clock.now() - start) / Number(axis.dataset["total"])));
    const x = AXIS.margin + AXIS.width * share;
    head.setAttribute("transform", `translate(${x.toFixed(1)} 0)`);
    const elapsed = document.getElementById("elapsed-to");
    if (elapsed) elapsed.setAttribute("width", x.toFixed(1));
    const words = document.getElementById("left");
    if (!words) return;
    words.setAttribute("text-anchor", x > AXIS.flip ? "end" : "start");
    words.setAttribute("transform", x > AXIS.flip ? "translate(-48 0)" : "translate(0 0)");
  }

  private paintLeft(): void {
    const meeting = this.model.meeting;
    const left = timeLeft(meeting, this.following.clock.now());
    const word = left === null ? "" : t(left < 0 ? "s.over" : "s.left");
    const figures = left === null ? "" : countdown(left);
    write(document, "#left .k", word);
    write(document, "#left .t", figures);
    write(document, "#timer .word", word);
    write(document, "#timer .left", figures);
    const digits = find(document, "#timer .left");
    if (digits) digits.classList.toggle("over", left !== null && left < 0);
    const item = meeting.current_item === null ? undefined : meeting.agenda[meeting.current_item - 1];
    if (!item || meeting.current_item === null) return;
    write(document, "#timer .numeral", numeral(meeting.current_item));
    write(document, "#timer .title", item.title);
    const speaker = meeting.speaker || item.speaker;
    write(document, "#timer .who", speaker ? t("now.speaking", { name: speaker }) : "");
  }

  /** Numbers that frames do not carry. */
  private paintNumbers(now: number): void {
    if (!this.last) return;
    write(document, "#online", exact(this.last.online));
    write(document, "#suggestions", exact(this.last.totals.suggestions));
    write(document, "#supports", exact(this.last.totals.supports));
    if (now - this.axisAt < AXIS_MS) return;
    this.axisAt = now;
    const axis = find(document, "#axis");
    if (axis) axis.innerHTML = this.last.axis;
    this.paintClock();
    this.paintLeft();
  }

  private revoked(): void {
    const section = make("section", "v gone");
    section.append(make("h1", "big", t("s.gone")), make("p", "sub", t("s.gone.hint")));
    const main = make("main");
    main.append(section);
    const gone = make("div", "s");
    gone.dataset["view"] = "gone";
    gone.append(main);
    this.stage.replaceWith(gone);
  }
}

const state = readState();
const stage = document.getElementById("stage");
const place = document.getElementById("ranks");
if (state && stage && place) new Page(state, stage, place).start();
