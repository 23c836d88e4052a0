// The hint about personal data under the text: never in the way of sending, and silent about what the author chose to keep.
import { make, newIcon, t } from "./page.ts";
import { personalData, type Personal } from "./pii.ts";
import { say } from "./status.ts";

export class PersonalHint {
  private readonly kept = new Set<string>();
  private shown = "";

  constructor(
    private readonly box: HTMLElement,
    private readonly text: HTMLTextAreaElement,
    /** The text was changed here. */
    private readonly changed: () => void,
  ) {}

  typed(): void {
    const { value } = this.text;
    const found = personalData(value).filter(({ from, to }) => !this.kept.has(value.slice(from, to)))[0];
    const what = found ? value.slice(found.from, found.to) : "";
    if (what === this.shown) return;
    this.shown = what;
    this.box.hidden = !found;
    this.box.textContent = "";
    if (found) this.show(found, what);
  }

  private show(found: Personal, what: string): void {
    const mail = found.kind === "email";
    const words = t({ mobile: "c.pii", identity: "c.pii.id", email: "c.pii.mail" }[found.kind]);
    const picture = newIcon("identification-card");
    if (picture) this.box.append(picture);
    const line = make("p", "", words);
    const acts = make("p", "act");
    acts.append(
      this.button(t(mail ? "c.pii.rm.mail" : "c.pii.rm"), () => {
        this.text.value = this.text.value.split(what).join("");
      }),
      this.button(t("c.pii.keep"), () => this.kept.add(what)),
    );
    line.append(acts);
    this.box.append(line);
    say(words);
  }

  private button(words: string, act: () => void): HTMLButtonElement {
    const button = make("button", "b2", words);
    button.type = "button";
    button.addEventListener("click", () => {
      act();
      this.text.focus();
      this.changed();
    });
    return button;
  }
}
