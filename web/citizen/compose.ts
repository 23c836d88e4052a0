// Writing a suggestion: counter, draft, similar ones, sending, receipt.
import type { MeetingCard, SubmitBody, SubmitReply } from "../shared/protocol.ts";
import { characters, fourDigits } from "../shared/figures.ts";
import { send, type Refused } from "./api.ts";
import { serverNow } from "./clock.ts";
import { DraftBox, type Draft } from "./draft.ts";
import { byId, find, make, newIcon, t, write } from "./page.ts";
import { Similar } from "./similar.ts";
import { say } from "./status.ts";

const SPOKEN_PAUSE_MS = 1_000;
/** The counter is spoken from this many characters before the end. */
const SPOKEN_FROM = 20;
const SECOND_MS = 1_000;

export interface ComposeFacts {
  meeting: MeetingCard;
  charsMin: number;
  supported: Set<number>;
}

export class Compose {
  readonly text: HTMLTextAreaElement;
  private readonly button: HTMLButtonElement;
  private readonly drafts: DraftBox;
  private readonly similar: Similar | null;
  private similarCount = 0;
  private waitUntil = 0;
  private sending = false;
  private spoken = 0;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly facts: ComposeFacts,
  ) {
    this.text = find<HTMLTextAreaElement>(form, "textarea") || make("textarea");
    this.button = find<HTMLButtonElement>(form, "#c-send") || make("button");
    this.drafts = new DraftBox(facts.meeting.id);
    const box = byId("similar");
    this.similar = box && new Similar(facts.meeting.id, box, facts.supported, (count) => this.showSimilar(count));
    const draft = this.drafts.load();
    if (draft && !this.text.value) this.fill(draft);
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.submit();
    });
    this.count();
  }

  /** The meeting changed: intake may have been slowed, paused or closed. */
  meetingChanged(meeting: MeetingCard): void {
    const item = byId<HTMLSelectElement>("c-item");
    // What is being written stays with the item under which it was begun.
    if (item && !this.text.value && meeting.current_item !== this.facts.meeting.current_item) {
      item.value = String(meeting.current_item || "");
    }
    this.facts.meeting = meeting;
    const { open, words } = intake(meeting);
    const notice = byId("intake");
    if (notice) {
      notice.hidden = !words;
      write(notice, ".w", words);
    }
    this.text.disabled = !open;
    this.refresh();
  }

  private fields(): Draft {
    const value = (id: string): string => {
      const field = byId<HTMLInputElement>(id);
      return field ? field.value : "";
    };
    return { text: this.text.value, area: value("c-area"), name: value("c-name") };
  }

  private fill(draft: Draft): void {
    this.text.value = draft.text;
    const set = (id: string, value: string): void => {
      const field = byId<HTMLInputElement>(id);
      if (field && value) field.value = value;
    };
    set("c-area", draft.area);
    set("c-name", draft.name);
  }

  private changed(): void {
    this.drafts.keep(this.fields());
    this.problem("");
    this.count();
    if (this.similar) this.similar.typed(this.text.value);
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
    this.similarCount = count;
    this.refresh();
    if (count > 0) say(t("c.sim", { n: count }));
  }

  /** What the button says and whether it can be pressed. */
  private refresh(): void {
    const wait = Math.ceil((this.waitUntil - Date.now()) / SECOND_MS);
    this.button.disabled = this.sending || wait > 0 || this.text.disabled;
    this.button.classList.toggle("alt", this.similarCount > 0);
    write(this.button, ".w", this.sending ? t("c.sending") : t(this.similarCount > 0 ? "c.diff" : "c.send"));
    if (wait > 0) {
      this.problem(t("lim.wait", { s: wait }));
      window.setTimeout(() => this.waited(), SECOND_MS);
    }
  }

  private waited(): void {
    if (this.waitUntil <= Date.now()) this.problem("");
    this.refresh();
  }

  private problem(words: string): void {
    const line = byId("c-problem");
    if (!line || line.textContent === words) return;
    line.textContent = words;
    line.hidden = !words;
  }

  private body(draft: Draft): SubmitBody {
    const body: SubmitBody = { text: draft.text };
    const item = byId<HTMLSelectElement>("c-item");
    if (item && item.value) body.agenda_item = Number(item.value);
    const { phase } = this.facts.meeting;
    if (phase.state === "live" && phase.since) body.moment_ms = Math.max(0, Math.round(serverNow() - phase.since));
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
    if (this.sending || !this.checked()) return;
    const draft = this.fields();
    const body = this.body(draft);
    // The moment moves on with each try; the words decide what is the same suggestion.
    const key = this.drafts.keyFor(draft, JSON.stringify({ ...body, moment_ms: 0 }));
    const kept = this.momentFor(key, body.moment_ms);
    if (kept !== undefined) body.moment_ms = kept;
    this.sending = true;
    this.refresh();
    const headers = { "Content-Type": "application/json", "Idempotency-Key": key };
    const url = `/api/v1/meetings/${this.facts.meeting.id}/suggestions`;
    const answer = await send<SubmitReply>(url, { method: "POST", headers, body: JSON.stringify(body) });
    this.sending = false;
    if (answer.ok) this.received(answer.body);
    else this.declined(answer);
    this.refresh();
  }

  private moments = new Map<string, number>();

  /** A retry under the same key sends the same bytes, so also the same moment. */
  private momentFor(key: string, moment: number | undefined): number | undefined {
    if (moment === undefined) return undefined;
    const kept = this.moments.get(key);
    if (kept === undefined) this.moments.set(key, moment);
    return kept === undefined ? moment : kept;
  }

  private declined(answer: Refused): void {
    if (answer.code === "too_soon" || answer.code === "rate_limited" || answer.code === "busy") {
      this.waitUntil = Date.now() + Math.max(1, answer.retryAfterS) * SECOND_MS;
      return;
    }
    this.refuse(answer.title || t("c.failed"));
  }

  private received(reply: SubmitReply): void {
    this.drafts.clear();
    this.text.value = "";
    this.count();
    if (this.similar) this.similar.clear();
    this.problem("");
    const receipt = byId("receipt");
    const words = t("c.ok", { no: fourDigits(reply.no) });
    say(words);
    if (!receipt) {
      location.href = `/m/${this.facts.meeting.id}/mine?no=${reply.no}`;
      return;
    }
    receipt.textContent = "";
    const see = make("a", "b2", t("c.see"));
    see.href = `/m/${this.facts.meeting.id}/mine?no=${reply.no}`;
    const again = make("button", "b2", t("c.again"));
    again.type = "button";
    again.addEventListener("click", () => this.again(receipt));
    const state = make("p");
    const mark = make("span", reply.state === "published" ? "st pub" : "st wait");
    const picture = newIcon(reply.state === "published" ? "check-bold" : "hourglass-medium-bold");
    if (picture) mark.append(picture);
    mark.append(t(reply.state === "published" ? "st.pub" : "st.pending"));
    state.append(mark);
    receipt.append(state, make("p", "big", words), make("p", "code", t("c.receipt", { receipt: reply.receipt })), see, again);
    this.form.hidden = true;
    receipt.hidden = false;
    receipt.focus();
  }

  private again(receipt: HTMLElement): void {
    receipt.hidden = true;
    this.form.hidden = false;
    this.text.focus();
  }
}

/** Whether suggestions are taken, and what to say about it: the words of crates/protocol/src/form.rs. */
function intake(meeting: MeetingCard): { open: boolean; words: string } {
  const { phase, windows } = meeting;
  const late = windows.late && (windows.late_until === null || serverNow() <= windows.late_until);
  const open =
    (phase.state === "open" && windows.pre) || (phase.state === "live" && windows.live) || (phase.state === "late" && late);
  if (!open) return { open, words: t("lim.closed.now") };
  if (meeting.intake.mode === "paused") return { open: false, words: t("lim.paused") };
  if (meeting.intake.mode === "slow") return { open, words: t("lim.slow", { s: meeting.intake.interval_s || 0 }) };
  return { open, words: "" };
}
