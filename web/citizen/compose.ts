// Writing a suggestion: counter, draft, similar ones, sending, receipt.
import type { MeetingCard, SubmitBody, SubmitReply } from "../shared/protocol.ts";
import { characters, fourDigits } from "../shared/figures.ts";
import { send, type Refused } from "./api.ts";
import { Chips } from "./chips.ts";
import { DraftBox, type Draft } from "./draft.ts";
import { intake } from "./intake.ts";
import { leftWaiting, offline } from "./later.ts";
import type { Ended } from "./outbox.ts";
import { Pace } from "./pace.ts";
import { byId, find, make, t, write } from "./page.ts";
import { PersonalHint } from "./pii_hint.ts";
import { paintReceipt, type Receipt } from "./receipt.ts";
import { SHEET_EVENT } from "./sheet.ts";
import { Similar } from "./similar.ts";
import { confirm, say } from "./status.ts";

const SPOKEN_PAUSE_MS = 1_000;
/** The counter is spoken from this many characters before the end. */
const SPOKEN_FROM = 20;
const SECOND_MS = 1_000;
/** Codes after which the same words may be sent again, later. */
const LATER = ["too_soon", "rate_limited", "busy"];

export interface ComposeFacts {
  meeting: MeetingCard;
  charsMin: number;
  supported: Set<number>;
}

export class Compose {
  readonly text: HTMLTextAreaElement;
  private readonly button: HTMLButtonElement;
  private readonly drafts: DraftBox;
  private readonly chips: Chips;
  private readonly pace: Pace;
  private readonly similar: Similar | null;
  private readonly personal: PersonalHint | null;
  private similarCount = 0;
  private sending = false;
  private spoken = 0;
  private ticking = 0;
  private open: boolean;
  /** The key of the suggestion that the receipt on the screen is about. */
  private receiptKey = "";
  private hearing = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly facts: ComposeFacts,
  ) {
    this.text = find<HTMLTextAreaElement>(form, "textarea") || make("textarea");
    this.button = find<HTMLButtonElement>(form, "#c-send") || make("button");
    this.open = !this.text.disabled;
    this.drafts = new DraftBox(facts.meeting.id);
    this.pace = new Pace(facts.meeting.id);
    this.chips = new Chips(facts.meeting, () => this.keep());
    const box = byId("similar");
    this.similar = box && new Similar(facts.meeting, box, facts.supported, (count) => this.showSimilar(count));
    const hint = byId("c-pii");
    this.personal = hint && new PersonalHint(hint, this.text, () => this.changed());
    this.restore();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
    const sheet = form.closest(".sheet");
    if (sheet) sheet.addEventListener(SHEET_EVENT, (event) => this.sheet((event as CustomEvent<boolean>).detail));
    this.meetingChanged(facts.meeting);
    this.count();
    if (leftWaiting()) void this.hear().catch(() => undefined);
  }

  /** The meeting changed: intake may have been slowed, paused or closed, and the agenda may have moved on. */
  meetingChanged(meeting: MeetingCard): void {
    this.facts.meeting = meeting;
    this.chips.moved(meeting, this.text.value !== "");
    if (this.similar) this.similar.onScreen = meeting.on_screen;
    const { open, words } = intake(meeting);
    const notice = byId("intake");
    if (notice) {
      notice.hidden = !words;
      // The server's words at the start are better than ours: it knows when the end was.
      if (words && (open !== this.open || open)) write(notice, ".w", words);
    }
    this.open = open;
    this.text.disabled = !open;
    this.refresh();
  }

  private fields(): Draft {
    const value = (id: string): string => {
      const field = byId<HTMLInputElement>(id);
      return field ? field.value : "";
    };
    return { text: this.text.value, area: value("c-area"), name: value("c-name"), item: this.chips.item, moment: this.chips.moment };
  }

  private restore(): void {
    const draft = this.drafts.load();
    if (draft && !this.text.value) {
      this.text.value = draft.text;
      const set = (id: string, value: string): void => {
        const field = byId<HTMLInputElement>(id);
        if (field && value) field.value = value;
      };
      set("c-area", draft.area);
      set("c-name", draft.name);
      if (draft.text) this.chips.restore(draft.item, draft.moment);
    }
    this.sign();
  }

  /** What the suggestion will be signed with, in the row above the button. */
  private sign(): void {
    const row = byId("c-sig");
    if (!row) return;
    const { area, name } = this.fields();
    const signed = [area, name].map((part) => part.trim()).filter((part) => part).join(" · ");
    write(row, ".w", signed ? t("c.name", { name: signed }) : t("c.name.none"));
  }

  private keep(): void {
    this.drafts.keep(this.fields());
  }

  private changed(): void {
    if (this.text.value) this.chips.begin();
    else this.chips.reset();
    this.keep();
    this.problem("");
    this.sign();
    this.count();
    this.refresh();
    if (this.similar) this.similar.typed(this.text.value);
    if (this.personal) this.personal.typed();
  }

  private max(): number {
    return Number(this.facts.meeting.policy["suggestion_chars_max"]);
  }

  private count(): void {
    const written = characters(this.text.value.trim());
    const left = this.max() - written;
    const counter = byId("c-count");
    if (counter) {
      counter.textContent = `${written} / ${this.max()}`;
      counter.classList.toggle("over", left < 0);
    }
    window.clearTimeout(this.spoken);
    if (left > SPOKEN_FROM) return;
    this.spoken = window.setTimeout(() => {
      const line = byId("c-spoken");
      if (line) line.textContent = left < 0 ? t("c.over", { n: -left }) : t("c.count", { n: left });
    }, SPOKEN_PAUSE_MS);
  }

  private showSimilar(count: number): void {
    const news = count > 0 && count !== this.similarCount;
    this.similarCount = count;
    this.refresh();
    if (news) say(t("c.sim", { n: count }));
  }

  /** What the button says and whether it can be pressed. */
  private refresh(): void {
    const wait = this.pace.left(this.facts.meeting);
    this.form.classList.toggle("shut", !this.open && !this.text.value);
    this.text.readOnly = this.sending;
    this.button.disabled = this.sending || wait > 0 || !this.open;
    this.button.classList.toggle("alt", this.similarCount > 0 && wait === 0);
    write(this.button, ".w", this.buttonWords(wait));
    window.clearTimeout(this.ticking);
    if (wait > 0) this.ticking = window.setTimeout(() => this.tick(), SECOND_MS);
  }

  private buttonWords(wait: number): string {
    if (this.sending) return t("c.sending");
    if (wait > 0) return t("c.wait", { s: wait });
    return t(this.similarCount > 0 ? "c.diff" : "c.send");
  }

  private tick(): void {
    const line = byId("c-problem");
    if (line && line.dataset["waits"]) {
      const wait = this.pace.left(this.facts.meeting);
      if (wait > 0) line.textContent = t("lim.wait", { s: wait });
      else this.problem("");
    }
    this.refresh();
  }

  private problem(words: string, waits = false): void {
    const line = byId("c-problem");
    if (!line) return;
    if (waits) line.dataset["waits"] = "1";
    else delete line.dataset["waits"];
    line.textContent = words;
    line.hidden = !words;
  }

  private body(draft: Draft): SubmitBody {
    const body: SubmitBody = { text: draft.text };
    if (draft.item) body.agenda_item = Number(draft.item);
    if (draft.moment !== null) body.moment_ms = draft.moment;
    if (draft.area.trim()) body.area = draft.area;
    if (draft.name.trim()) body.display_name = draft.name;
    return body;
  }

  private checked(): boolean {
    const written = characters(this.text.value.trim());
    if (written < this.facts.charsMin) this.refuse(t("c.short", { n: this.facts.charsMin }));
    else if (written > this.max()) this.refuse(t("c.over", { n: written - this.max() }));
    else return true;
    this.text.focus();
    return false;
  }

  private refuse(words: string): void {
    this.problem(words);
    say(words);
  }

  private async submit(): Promise<void> {
    if (this.sending || !this.open || this.pace.left(this.facts.meeting) > 0 || !this.checked()) return;
    const draft = this.fields();
    const body = this.body(draft);
    const sent = JSON.stringify(body);
    const key = this.drafts.keyFor(draft, sent);
    this.sending = true;
    this.refresh();
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    const url = `/api/v1/meetings/${this.facts.meeting.id}/suggestions`;
    const gone = navigator.onLine === false;
    const answer = gone ? null : await send<SubmitReply>(url, { method: "POST", headers, body: sent });
    if (answer && answer.ok) this.received(answer.body, key);
    else if (!answer || answer.status === 0) await this.queue(body, key);
    else this.declined(answer);
    this.sending = false;
    this.refresh();
  }

  private declined(answer: Refused): void {
    if (LATER.indexOf(answer.code) < 0) return this.refuse(answer.title || t("c.failed"));
    this.pace.wait(answer.retryAfterS);
    const words = t("lim.wait", { s: this.pace.left(this.facts.meeting) });
    this.problem(words, true);
    say(words);
  }

  /** The server was not reached: it waits on this phone, under the key under which it may have arrived after all. */
  private async queue(body: SubmitBody, key: string): Promise<void> {
    try {
      const { keep, flush } = await offline();
      if (!(await keep({ kind: "suggest", body }, key))) return this.refuse(t("c.full"));
      await this.hear();
      if (navigator.onLine !== false) void flush();
    } catch {
      return this.refuse(t("c.failed"));
    }
    this.done(key, { state: "queued", words: t("net.queued", { n: 1 }), hint: "", code: "" });
  }

  private received(reply: SubmitReply, key: string): void {
    this.pace.taken();
    // Over the picture one's own words are framed.
    document.dispatchEvent(new CustomEvent("yanlu:own", { detail: reply.no }));
    const state = reply.state === "published" ? "published" : "pending";
    const hint = state === "pending" ? byId("c-hint")?.textContent || "" : "";
    this.done(key, { state, words: t("c.ok", { no: fourDigits(reply.no) }), hint, code: reply.receipt }, reply.no);
    void offline().then(({ keepMine }) => keepMine(), () => undefined);
  }

  /** Wants to know how what waits ends. */
  private async hear(): Promise<void> {
    if (this.hearing) return;
    this.hearing = true;
    const { onEnded } = await offline();
    onEnded((ended) => this.ended(ended));
  }

  /** A suggestion that waited came to its end. */
  private ended({ entry, posted }: Ended): void {
    if (entry.what.kind !== "suggest" || entry.meeting !== this.facts.meeting.id) return;
    if (!posted.ok) return say(posted.title || t("c.failed"));
    const reply = posted.body as SubmitReply;
    if (this.receiptKey === entry.key) return this.received(reply, entry.key);
    this.pace.taken();
    this.refresh();
    confirm(t("c.ok", { no: fourDigits(reply.no) }));
  }

  /** The form turns into a receipt. */
  private done(key: string, receipt: Omit<Receipt, "mine">, no?: number): void {
    const box = byId("receipt");
    const mine = `/m/${this.facts.meeting.id}/mine${no ? `?no=${no}` : ""}`;
    if (this.receiptKey !== key) {
      this.drafts.clear();
      this.text.value = "";
      this.chips.reset();
      this.count();
      if (this.similar) this.similar.clear();
      if (this.personal) this.personal.typed();
      this.problem("");
    }
    this.receiptKey = key;
    say(receipt.words);
    if (!box) {
      location.href = mine;
      return;
    }
    const again = (): void => {
      this.again(box);
      this.text.focus();
    };
    const held = !box.hidden && document.activeElement !== box && !box.contains(document.activeElement);
    paintReceipt(box, { ...receipt, mine }, again);
    this.form.hidden = true;
    box.hidden = false;
    // What turns out later must not take the focus from what the reader does meanwhile.
    if (!held) box.focus();
  }

  private again(box: HTMLElement): void {
    this.receiptKey = "";
    box.hidden = true;
    this.form.hidden = false;
    this.refresh();
  }

  private sheet(open: boolean): void {
    const box = byId("receipt");
    if (open && box && !box.hidden) this.again(box);
    const alert = open ? byId("alert") : null;
    if (alert) alert.textContent = "";
    if (!open && this.text.value) say(t("c.draft"));
  }
}
