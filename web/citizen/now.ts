// What is on now: the heading, the mark and the clock follow the meeting.
import type { MeetingCard } from "../shared/protocol.ts";
import { numeral, type LocaleTag } from "../shared/figures.ts";
import { serverNow } from "./clock.ts";
import { byId, find, t, write } from "./page.ts";
import { say } from "./status.ts";

const BANDS = 8;
const MINUTE_MS = 60_000;

function bandClass(number: number): string {
  return `band-${((Math.max(number, 1) - 1) % BANDS) + 1}`;
}

function itemNumber(number: number, locale: LocaleTag): string {
  return locale === "en" ? String(number) : numeral(number);
}

function phaseWord(state: string): string {
  if (state === "live") return t("live.mark");
  return t(state === "draft" || state === "open" ? "phase.open" : "phase.closed");
}

function paintItem(meeting: MeetingCard, locale: LocaleTag): void {
  const number = meeting.current_item;
  const item = number === null ? undefined : meeting.agenda[number - 1];
  const block = byId("now-no");
  if (block) {
    block.className = item && number !== null ? `no ${bandClass(number)}` : "no";
    block.textContent = item && number !== null ? numeral(number) : "";
  }
  const label = item && number !== null ? `${t("now.item", { n: itemNumber(number, locale) })} ` : "";
  write(document, "#now-item", label);
  write(document, "#now-words", item ? item.title : meeting.title);
  const speaking = item ? meeting.speaker || item.speaker : "";
  const speaker = speaking ? t("now.speaking", { name: speaking }) : "";
  const fold = byId("fold");
  const folded = fold && find(fold, ".no");
  if (fold && folded && block) {
    folded.className = block.className;
    folded.textContent = block.textContent;
    write(fold, ".t", item ? item.title : meeting.title);
  }
  const line = byId("now-speaker");
  if (!line) return;
  line.hidden = !speaker;
  const mic = find(line, ".mic");
  if (mic) mic.hidden = !speaker;
  write(line, ".w", speaker);
}

/** The agenda beside the picture and the numerals under the ridge. */
function paintPlan(meeting: MeetingCard): void {
  const rows = Array.from(document.querySelectorAll<HTMLElement>(".plan li"));
  const numerals = Array.from(document.querySelectorAll("#axis text"));
  meeting.agenda.forEach((item, at) => {
    const current = meeting.current_item === at + 1;
    const numeralMark = numerals[at];
    if (numeralMark) numeralMark.setAttribute("class", current ? "on" : "");
    const row = rows[at];
    if (!row) return;
    row.className = current ? "on" : "";
    if (current) row.setAttribute("aria-current", "step");
    else row.removeAttribute("aria-current");
    if (current) write(row, ".d", t("agenda.now"));
    else if (item.ended_at !== null) write(row, ".d", t("agenda.done"));
  });
}

/** Minutes and seconds: `13:24`. */
export function minutes(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** How long the running item has left, in words; empty without one. */
function timeLeft(meeting: MeetingCard): string {
  const item = meeting.current_item === null ? undefined : meeting.agenda[meeting.current_item - 1];
  if (!item || item.started_at === null || meeting.phase.state !== "live") return "";
  const left = item.started_at + item.planned_minutes * MINUTE_MS - serverNow();
  return t(left < 0 ? "now.over" : "now.left", { t: minutes(left) });
}

/** Writes the time left into the folded line. */
export function paintLeft(meeting: MeetingCard): void {
  if (document.querySelector(".pin.folded")) write(document, "#fold .left", timeLeft(meeting));
}

/** The card of what is on now folds into one line under the picture when it has left the screen. */
export function foldOnScroll(meeting: () => MeetingCard): void {
  const pin = document.querySelector<HTMLElement>(".pin");
  const now = document.querySelector<HTMLElement>(".now");
  if (!pin || !now || !("IntersectionObserver" in window)) return;
  const watch = new IntersectionObserver(
    ([entry]) => {
      if (!entry) return;
      const above = !entry.isIntersecting && entry.boundingClientRect.top < pin.offsetHeight;
      pin.classList.toggle("folded", above);
      paintLeft(meeting());
    },
    { rootMargin: `-${pin.offsetHeight}px 0px 0px 0px` },
  );
  watch.observe(now);
}

/** Paints the meeting's new face; says when the agenda has moved on. */
export function paintMeeting(meeting: MeetingCard, before: number | null, locale: LocaleTag): void {
  const live = meeting.phase.state === "live";
  const mark = byId("mark");
  if (mark) {
    mark.classList.toggle("off", !live);
    write(mark, ".w", phaseWord(meeting.phase.state));
  }
  const clock = byId("meeting-clock");
  const shown = clock && find(clock, ".clock");
  if (clock && shown) {
    clock.hidden = !live;
    if (meeting.phase.since) shown.dataset["since"] = String(meeting.phase.since);
  }
  const head = document.getElementById("playhead");
  if (head) head.setAttribute("visibility", live ? "visible" : "hidden");
  const axis = document.getElementById("axis");
  if (axis && meeting.phase.since) axis.dataset["since"] = String(meeting.phase.since);
  paintItem(meeting, locale);
  paintPlan(meeting);
  const number = meeting.current_item;
  const item = number === null ? undefined : meeting.agenda[number - 1];
  if (item && number !== null && number !== before) say(t("now.switched", { n: itemNumber(number, locale), title: item.title }));
}
