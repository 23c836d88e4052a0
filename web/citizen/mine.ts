// One's own suggestions: the badge while a meeting is open, the row on the list itself when there is news, the link to another device.
import type { MineReply } from "../shared/protocol.ts";
import { send } from "./api.ts";
import { concerns, latest, pauseAfter, RESTING_MS, WAITING_MS, WATCHED_MS } from "./own.ts";
import { byId, find, make, t } from "./page.ts";
import { NEWS_EVENT, type Change } from "./replica.ts";
import { say } from "./status.ts";
import { load, save } from "./storage.ts";

/** The server needs a moment until its list tells what its frame told. */
const SETTLE_MS = 700;
/** The list has just come from the server. */
const FIRST_MS = 3_000;

/** Whether this device has ever had a suggestion in the meeting: who has none asks for nothing. */
const flag = (meeting: string): string => `yanlu.own.${meeting}`;

class Watch {
  private timer = 0;
  private own = new Set<number>();
  private asking = false;

  constructor(
    private readonly meeting: string,
    private readonly told: (reply: MineReply) => void,
    private readonly waiting_ms = WAITING_MS,
  ) {
    document.addEventListener(NEWS_EVENT, (event) => {
      if (concerns((event as CustomEvent<Change[]>).detail, this.own)) this.in(SETTLE_MS);
    });
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.in(0);
    });
  }

  in(ms: number): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.ask(), ms);
  }

  private async ask(): Promise<void> {
    if (this.asking || document.hidden) return;
    this.asking = true;
    const answer = await send<MineReply>(`/api/v1/meetings/${this.meeting}/mine`);
    this.asking = false;
    if (!answer.ok) return this.in(RESTING_MS);
    this.own = new Set(answer.body.suggestions.map((card) => card.no));
    if (this.own.size > 0) save(flag(this.meeting), "1");
    this.told(answer.body);
    this.in(pauseAfter(answer.body, this.waiting_ms));
  }
}

function paintBadge(unread: number): void {
  document.querySelectorAll<HTMLElement>("[data-unread]").forEach((dot) => {
    dot.hidden = unread === 0;
    dot.textContent = "";
    if (unread === 0) return;
    const figure = make("span", "", unread > 99 ? "99+" : String(unread));
    figure.setAttribute("aria-hidden", "true");
    dot.append(figure, make("span", "sr", ` ${t("mine.unread", { n: unread })}`));
  });
}

/** Keeps the badge of a meeting's page right while it is open. */
export function followMine(meeting: string): void {
  let before = -1;
  const watch = new Watch(meeting, ({ unread }) => {
    if (before >= 0 && unread > before) say(t("mine.fresh.said"));
    before = unread;
    paintBadge(unread);
  });
  if (load(flag(meeting))) watch.in(0);
  const receipt = byId("receipt");
  if (!receipt) return;
  // A receipt is the sign that there is something to ask for.
  new MutationObserver(() => {
    if (!receipt.hidden) watch.in(SETTLE_MS);
  }).observe(receipt, { attributes: true, attributeFilter: ["hidden"], childList: true });
}

/** Puts in what the reader may not do from now on, or that they may again. */
async function bringRestriction(list: HTMLElement): Promise<void> {
  const place = byId("mine-restricted");
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!place || !answer || !answer.ok) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const told = fresh.getElementById("mine-restricted");
  const main = fresh.getElementById("mine");
  if (!told || !main) return;
  place.replaceWith(document.adoptNode(told));
  list.dataset["restricted"] = main.dataset["restricted"] || "0";
  say((told.textContent || "").trim() || t("mine.free"));
}

/** Puts in what the server tells of these suggestions now, each in its place; says whether all of it could be shown. */
async function bringIn(list: HTMLElement): Promise<boolean> {
  const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
  if (!answer || !answer.ok) return false;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const gist = (card: Element): string => Array.from(card.querySelectorAll(".hd, .tx, .heard, .why"), (part) => part.textContent).join("\n");
  const news = Array.from(fresh.querySelectorAll("#mine > article")).flatMap((card) => {
    const shown = byId(card.id);
    return shown && gist(shown) !== gist(card) ? [{ shown, card }] : [];
  });
  // Whoever writes or reads within a card keeps it: the news wait behind a row then.
  if (news.length === 0 || news.some(({ shown }) => shown.contains(document.activeElement) || find(shown, "details[open]"))) return false;
  // The browser keeps what is below in its place by itself.
  for (const { shown, card } of news) shown.replaceWith(document.adoptNode(card));
  const main = find(fresh, "#mine");
  list.dataset["changed"] = (main && main.dataset["changed"]) || "";
  say(news.map(({ card }) => find(card as HTMLElement, ".st")?.textContent || "").join(" "));
  return true;
}

/** The list tells news in the card's own place; where the reader is busy with that card they wait behind a row. */
function startList(list: HTMLElement): void {
  const meeting = list.dataset["meeting"] || "";
  if (!find(list, "article")) return;
  save(flag(meeting), "1");
  let bringing = false;
  const watch = new Watch(
    meeting,
    (reply) => {
      if (String(reply.restriction ? reply.restriction.since : 0) !== list.dataset["restricted"]) void bringRestriction(list);
      const row = byId("mine-fresh");
      if (!row || bringing || latest(reply) <= Number(list.dataset["changed"]) || !row.hidden) return;
      bringing = true;
      void bringIn(list).then((shown) => {
        bringing = false;
        if (shown) return;
        row.hidden = false;
        say(row.textContent || "");
      });
    },
    WATCHED_MS,
  );
  watch.in(FIRST_MS);
}

function startLink(copy: HTMLElement): void {
  const field = byId<HTMLTextAreaElement>("link");
  if (!field || !navigator.clipboard) return;
  copy.hidden = false;
  copy.addEventListener("click", () => {
    navigator.clipboard.writeText(field.value).then(
      () => {
        const words = find(copy, ".w");
        if (words) words.textContent = copy.dataset["done"] || "";
        say(copy.dataset["done"] || "");
      },
      () => field.select(),
    );
  });
}

/** The pages of one's own: the list, and the link to it. */
export function startMine(): void {
  const list = byId("mine");
  if (list) startList(list);
  const copy = byId("link-copy");
  if (copy) startLink(copy);
}
