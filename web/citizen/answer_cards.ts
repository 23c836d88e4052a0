// Answer cards one at a time, over the form that works without a script: three buttons, three keys, the last answer may be taken back.
// All words stand in the markup.
import type { AnswersReply } from "../shared/protocol.ts";
import { send } from "./api.ts";
import { type Answer, Hand, type SaidCard, answerOfKey } from "./hand.ts";
import { byId, find } from "./page.ts";
import { say } from "./status.ts";

/** The last answer of a hand may be taken back for so long before all is sent. */
const UNDO_MS = 4_000;
/** Sent before, by another click or another page: it counts all the same. */
const COUNTED = "already_answered";

class Judging {
  private readonly sets: HTMLElement[];
  private readonly hand: Hand;
  private readonly thanks = byId("cards-thanks");
  private counted = 0;
  private timer = 0;

  constructor(private readonly form: HTMLFormElement) {
    this.sets = Array.from(form.querySelectorAll<HTMLElement>("fieldset"));
    const token = (set: HTMLElement): string => (find<HTMLInputElement>(set, "input[type=hidden]") || { value: "" }).value;
    this.hand = new Hand(this.sets.map((set) => ({ no: Number(set.dataset["no"]), token: token(set) })));
    this.sets.forEach((set) => this.dress(set));
    form.classList.add("one");
    ["cards-send", "cards-lead"].forEach((id) => this.hide(id, true));
    ["cards-meter", "cards-keys"].forEach((id) => this.hide(id, false));
    this.listen();
    this.paint();
    const first = this.sets[0];
    if (first) first.focus({ preventScroll: true });
  }

  private hide(id: string, hidden: boolean): void {
    const element = byId(id);
    if (element) element.hidden = hidden;
  }

  /** The choices of the form become buttons. */
  private dress(set: HTMLElement): void {
    set.querySelectorAll("label").forEach((label) => {
      const choice = find<HTMLInputElement>(label, "input");
      const face = find(label, "span");
      if (!choice || !face) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = label.className;
      button.append(face);
      button.addEventListener("click", () => this.answer(choice.value as Answer));
      label.replaceWith(button);
    });
  }

  private listen(): void {
    // Keys count only while the focus is on a card: single letters elsewhere belong to the reader's own tools.
    this.form.addEventListener("keydown", (event) => {
      const answer = event.ctrlKey || event.altKey || event.metaKey || event.isComposing ? null : answerOfKey(event.key);
      if (!answer) return;
      event.preventDefault();
      this.answer(answer);
    });
    ["cards-undo", "cards-back-one"].forEach((id) => this.click(id, () => this.undo()));
    this.click("cards-retry", () => void this.flush());
    // Whoever leaves in the middle has said what they have said.
    window.addEventListener("pagehide", () => void this.flush());
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) void this.flush();
    });
  }

  private click(id: string, act: () => void): void {
    const button = byId(id);
    if (button) button.addEventListener("click", act);
  }

  private answer(answer: Answer): void {
    if (this.hand.done) return;
    this.hand.say(answer);
    this.paint();
    if (this.hand.done) this.timer = window.setTimeout(() => void this.flush(), UNDO_MS);
    this.focus();
  }

  private undo(): void {
    window.clearTimeout(this.timer);
    if (!this.hand.undo()) return;
    this.paint();
    this.focus();
  }

  private focus(): void {
    const next = this.hand.done ? this.thanks : this.sets[this.hand.at];
    if (next) next.focus();
  }

  private paint(): void {
    const { at, done } = this.hand;
    this.sets.forEach((set, place) => (set.hidden = place !== at));
    this.form.hidden = done;
    this.hide("cards-undo", !this.hand.canUndo);
    const meter = byId("cards-meter");
    const count = meter && find(meter, ".num");
    if (count) count.textContent = `${Math.min(at + 1, this.sets.length)}/${this.sets.length}`;
    const bar = meter && find(meter, "b");
    if (bar) bar.style.width = `${(100 * at) / this.sets.length}%`;
    if (done) this.end("sending");
    else if (this.thanks) this.thanks.hidden = true;
  }

  /** The word of thanks, as far as it goes yet. */
  private end(how: "sending" | "done" | "failed", because = ""): void {
    if (!this.thanks) return;
    this.thanks.hidden = false;
    const line = find(this.thanks, ".w");
    const words = because || (line && line.dataset[how] ? String(line.dataset[how]) : "");
    const told = words.replace("{n}", String(this.counted));
    if (line) line.textContent = told;
    if (how !== "sending") say(told);
    this.hide("cards-back-one", how !== "sending" || !this.hand.canUndo);
    this.hide("cards-retry", how !== "failed" || because !== "");
    this.hide("cards-more", how !== "done");
    this.hide("cards-home", how === "sending");
  }

  private async flush(): Promise<void> {
    window.clearTimeout(this.timer);
    const batch = this.hand.take();
    if (batch.length === 0) return;
    this.hide("cards-undo", true);
    const answer = await this.post(batch);
    if (answer.ok) {
      const again = answer.body.refused.filter((refused) => refused.code === COUNTED).length;
      this.counted += answer.body.accepted + again;
    } else {
      this.hand.giveBack(batch.length);
    }
    if (!this.hand.done) return this.hide("cards-undo", !this.hand.canUndo);
    // A refusal for good is worded by the server; anything else may be tried again.
    const forGood = !answer.ok && answer.status >= 400 && answer.status < 500 && !answer.retryAfterS;
    this.end(answer.ok ? "done" : "failed", !answer.ok && forGood ? answer.title : "");
  }

  private post(answers: SaidCard[]): ReturnType<typeof send<AnswersReply>> {
    return send<AnswersReply>(`/api/v1/meetings/${this.form.dataset["meeting"]}/answers`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ answers }),
      keepalive: true,
    });
  }
}

/** Makes the form of the answer cards a hand of cards. */
export function startCards(): void {
  const form = byId<HTMLFormElement>("cards");
  if (form) new Judging(form);
}
