// Which view a screen shows, how large a quotation is, and how time that is left is written. Pure; the server decides the same in
// crates/gateway/src/pages/screen/view.rs, and both are held to tests/fixtures/screen.json.
import type { MeetingCard } from "../shared/protocol.ts";

export type View = MeetingCard["screen"];
export type Shown = "rank" | "focus" | "timer" | "wait" | "end" | "blank";

export interface Situation {
  /** The view that the address fixes; `auto` follows the host. */
  fixed: View;
  /** The host's wish. */
  host: View;
  phase: { state: string };
  on_screen: boolean;
  /** Whether an agenda item runs. */
  running: boolean;
}

const OVER = ["late", "closed", "archived"];

/** The view for a situation. The host's blank goes before everything: it is the way to take something away at once. */
export function shown(at: Situation): Shown {
  if (at.host === "blank" || at.fixed === "blank") return "blank";
  if (at.fixed === "auto" && OVER.indexOf(at.phase.state) >= 0) return "end";
  const wish = at.fixed === "auto" ? at.host : at.fixed;
  if (wish === "auto" && at.phase.state !== "live") return "wait";
  if (wish === "focus" || (wish === "auto" && at.on_screen)) return at.on_screen ? "focus" : "wait";
  if (wish === "timer") return at.running ? "timer" : "wait";
  return wish === "wait" ? "wait" : "rank";
}

/** The view that the address fixes. */
export function fixedView(search: string): View {
  const wish = new URLSearchParams(search).get("view");
  const views: View[] = ["rank", "focus", "timer", "wait", "blank"];
  return views.find((view) => view === wish) || "auto";
}

/** How wide a text is in full-width characters: two of ASCII are about as wide as one of Chinese. */
export function width(text: string): number {
  let halves = 0;
  for (const char of text) halves += char.charCodeAt(0) < 128 ? 1 : 2;
  return Math.ceil(halves / 2);
}

/** A wider text takes two lines of a row. */
export const ROW_WIDTH = 23;

/** Up to which width there is room for the next suggestion below, up to which it fits without, and the class. */
const QUOTES: ReadonlyArray<readonly [number, number, string]> = [[39, 44, "q1"], [64, 70, "q2"], [100, 105, "q3"], [150, 156, "q4"], [196, 203, "q5"]];
/** The class that also takes what is longer, and shows its beginning. */
export const QUOTE_LAST = "q6";

/** The class of a quotation, and whether it needs the room of the next suggestion. */
export function quote(text: string): { name: string; full: boolean } {
  const wide = width(text);
  const fits = QUOTES.find(([, max]) => wide <= max);
  return fits ? { name: fits[2], full: wide > fits[0] } : { name: QUOTE_LAST, full: false };
}

/** The next smaller class; null after the last. */
export function smaller(className: string): string | null {
  const next = Number(className.slice(1)) + 1;
  return next <= QUOTES.length + 1 ? `q${next}` : null;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** Time that is left, `13:24` or `1:02:03`; what is over begins with a plus. */
export function countdown(leftMs: number): string {
  // The last second counts until it is over.
  const seconds = leftMs > 0 ? Math.ceil(leftMs / 1_000) : Math.floor(-leftMs / 1_000);
  const sign = leftMs < 0 ? "+" : "";
  const hours = Math.floor(seconds / 3_600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return sign + (hours > 0 ? `${hours}:${rest}` : rest);
}

/** What is left of the running item's time at `now`, ms; null between items and outside the broadcast. */
export function timeLeft(meeting: MeetingCard, now: number): number | null {
  const item = meeting.current_item === null ? undefined : meeting.agenda[meeting.current_item - 1];
  if (!item || item.started_at === null || meeting.phase.state !== "live") return null;
  return item.started_at + item.planned_minutes * 60_000 - now;
}
