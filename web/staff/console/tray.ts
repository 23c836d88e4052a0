// Own decisions that can still be taken back. Times are the meeting's clock.
import type { DealtItem, Undoable } from "../../shared/protocol";

export type TrayKind = "publish" | "return" | "reject" | "hide" | "merge";

/** Cards in the tray at most; older ones take effect unseen (Z still reaches them). */
export const TRAY_SHOWN_MAX = 3;
/** Own decisions in effect that are remembered, to be taken back with trace. */
export const PAST_MAX = 9;

export interface TrayEntry {
  readonly no: number;
  readonly kind: TrayKind;
  readonly into: number | null;
  readonly text: string;
  readonly startedAt: number;
  readonly effectiveAt: number;
  /** `sending`: the server has not answered. `held`: it counts unless taken back. `undoing`: being taken back. */
  readonly status: "sending" | "held" | "undoing";
  /** The item as it was on the desk, to put it back; `null` for decisions made before this page was opened. */
  readonly item: DealtItem | null;
}

/** Latest first. Each function returns a new list. */
export type Tray = readonly TrayEntry[];

export function add(tray: Tray, entry: TrayEntry): Tray {
  return [entry, ...without(tray, entry.no)];
}

export function without(tray: Tray, no: number): Tray {
  return tray.filter((entry) => entry.no !== no);
}

export function find(tray: Tray, no: number): TrayEntry | undefined {
  return tray.find((entry) => entry.no === no);
}

export function mark(tray: Tray, no: number, change: Partial<Pick<TrayEntry, "status" | "effectiveAt">>): Tray {
  return tray.map((entry) => (entry.no === no ? { ...entry, ...change } : entry));
}

/** The entry that Z takes back: the latest one that is not on its way back already. */
export function latest(tray: Tray, now: number): TrayEntry | undefined {
  return tray.find((entry) => entry.status !== "undoing" && left(entry, now) > 0);
}

/** Without the decisions that have taken effect; those without an answer stay. */
export function settle(tray: Tray, now: number): Tray {
  const kept = tray.filter((entry) => entry.status !== "held" || left(entry, now) > 0);
  return kept.length === tray.length ? tray : kept;
}

/** Adds own decisions that this page does not know of (it was loaded again). */
export function learn(tray: Tray, undoable: readonly Undoable[], now: number): Tray {
  const news = undoable.filter((known) => find(tray, known.no) === undefined && known.effective_at > now);
  if (news.length === 0) return tray;
  const entries = news.map((known): TrayEntry => ({
    no: known.no, kind: kindOf(known.kind), into: known.into, text: known.text, startedAt: now, effectiveAt: known.effective_at,
    status: "held", item: null,
  }));
  return [...tray, ...entries];
}

function kindOf(word: string): TrayKind {
  return word === "return" || word === "reject" || word === "hide" || word === "merge" ? word : "publish";
}

/** Milliseconds left of the meeting's clock. An entry without an answer still has its whole window. */
export function left(entry: TrayEntry, now: number): number {
  if (entry.status === "sending") return Math.max(1, entry.effectiveAt - now);
  return Math.max(0, entry.effectiveAt - now);
}

/** How much of the window is left, 0–1. */
export function share(entry: TrayEntry, now: number): number {
  const whole = entry.effectiveAt - entry.startedAt;
  return whole <= 0 ? 0 : Math.min(1, left(entry, now) / whole);
}

/** The decisions that took effect between two states of the tray; those being taken back are not among them. */
export function inEffect(before: Tray, after: Tray): TrayEntry[] {
  const kept = new Set(after.map((entry) => entry.no));
  return before.filter((entry) => entry.status === "held" && !kept.has(entry.no));
}

/** Own decisions in effect, latest first, each suggestion once. */
export function remember(past: readonly TrayEntry[], news: readonly TrayEntry[]): readonly TrayEntry[] {
  const fresh = new Set(news.map((entry) => entry.no));
  return [...news, ...past.filter((entry) => !fresh.has(entry.no))].slice(0, PAST_MAX);
}
