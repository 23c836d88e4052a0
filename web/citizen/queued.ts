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
  item.append(make("p", "why", one.refused.title));
  const gone = make("button", "b2", words["drop"] || "");
  gone.type = "button";
  gone.addEventListener("click", () => discard(one.id));
  item.append(gone);
  return item;
}

export function paintQueued(entries: Entry[], discard: (id: string) => void): void {
  const list = byId("queued");
  if (!list) return;
  list.textContent = "";
  entries.forEach((one) => list.append(row(one, list.dataset, discard)));
  list.hidden = entries.length === 0;
}
