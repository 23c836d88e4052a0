// What the form turns into when a suggestion was taken, or waits on this phone: its state, its number, and what to do next.
import { make, newIcon, t } from "./page.ts";

export interface Receipt {
  state: "queued" | "pending" | "published";
  words: string;
  /** How long review takes; empty when there is nothing to say. */
  hint: string;
  /** The receipt's code; empty while it waits. */
  code: string;
  /** Where the author's own suggestions are. */
  mine: string;
}

const MARKS = { queued: "clock-bold", pending: "hourglass-medium-bold", published: "check-bold" };

export function paintReceipt(box: HTMLElement, receipt: Receipt, again: () => void): void {
  const state = make("p");
  const mark = make("span", receipt.state === "published" ? "st pub" : "st wait");
  const picture = newIcon(MARKS[receipt.state]);
  if (picture) mark.append(picture);
  mark.append(t({ queued: "st.queued", pending: "st.pending", published: "st.pub" }[receipt.state]));
  state.append(mark);
  const see = make("a", "b2", t("c.see"));
  see.href = receipt.mine;
  const more = make("button", "b2", t("c.again"));
  more.type = "button";
  more.addEventListener("click", again);
  const acts = make("p", "act");
  acts.append(see, more);
  box.textContent = "";
  box.append(state, make("p", "big", receipt.words));
  if (receipt.hint) box.append(make("p", "hint", receipt.hint));
  if (receipt.code) box.append(make("p", "code", t("c.receipt", { receipt: receipt.code })));
  box.append(acts);
}
