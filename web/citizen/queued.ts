// The list of what waits on this phone, where the page has a place for it. Its words stand on the list itself, so that pages without
// a script block can show it too.
import type { Entry } from "./queue.ts";
import { byId, make, newIcon } from "./page.ts";

function row(one: Entry, words: DOMStringMap, discard: (id: string) => void): HTMLElement {
  const item = make("li", "card");
  const head = make("p", "hd");
  const mark = make("span", one.refused ? "st no-go" : "st wait");
  const picture = newIcon(one.refused ? "warning-bold" : "clock-bold");
  if (picture) mark.append(picture);
  mark.append(words[one.refused ? "refused" : "queued"] || "");
  head.append(mark);
  const text = make("p", "tx", one.what.kind === "suggest" ? one.what.body.text : "");
  text.lang = "zh";
  item.append(head, text);
  if (!one.refused) return item;
  const acts = make("p", "act");
  const act = (word: string, done: () => void): void => {
    const button = make("button", "b2", words[word] || "");
    button.type = "button";
    button.addEventListener("click", () => {
      done();
      discard(one.id);
    });
    acts.append(button);
  };
  const field = byId<HTMLTextAreaElement>("c-text");
  if (field && !field.value && !field.disabled) act("fix", () => refill(field, text.textContent || ""));
  act("drop", () => undefined);
  item.append(make("p", "why", one.refused.title), acts);
  return item;
}

/** Back into the form, as if it were being written. */
function refill(field: HTMLTextAreaElement, text: string): void {
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
}

export function paintQueued(entries: Entry[], discard: (id: string) => void): void {
  const list = byId("queued");
  if (!list) return;
  list.textContent = "";
  entries.forEach((one) => list.append(row(one, list.dataset, discard)));
  list.hidden = entries.length === 0;
}
