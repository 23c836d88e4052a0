// The set-up form: from the server's settings to what fields hold and back, and what is wrong with it. The server checks again.
import type { Settings } from "../endpoints";
import { fromLocalInput, toLocalInput } from "../format";
import type { Key } from "../locale.svelte";
import type { MeetingCard } from "../../shared/protocol";

/** The domain's ranges; see its `Policy` and `Settings`. */
export const RANGES = {
  suggestion_chars_max: { min: 4, max: 1_000 },
  suggestions_per_person: { min: 1, max: 1_000 },
  suggestion_interval_s: { min: 0, max: 600 },
  undo_s: { min: 0, max: 15 },
  edit_window_min: { min: 0, max: 1_440 },
  appeal_window_h: { min: 0, max: 720 },
  stream_delay_s: { min: 0, max: 600 },
  planned_minutes: { min: 1, max: 1_440 },
} as const;

export const AGENDA_ITEMS_MAX = 60;
export const UNITS_MAX = 60;
export const EMBEDDERS_MAX = 20;
const UNIT_BYTES_MAX = 160;
const TITLE_BYTES_MAX = 600;
const SUMMARY_BYTES_MAX = 12_000;

export interface AgendaDraft {
  /** Stays with the item while it is moved. */
  readonly key: number;
  title: string;
  speaker: string;
  minutes: number | null;
  readonly started_at: number | null;
  readonly ended_at: number | null;
}

export interface RulesDraft {
  review: string;
  suggestion_chars_max: number | null;
  suggestions_per_person: number | null;
  suggestion_interval_s: number | null;
  undo_s: number | null;
  edit_window_min: number | null;
  appeal_window_h: number | null;
  order: string;
  cards: boolean;
}

/** What the fields hold. Numbers are `null` while a field is empty. */
export interface Draft {
  title: string;
  organiser: string;
  summary: string;
  stream_url: string;
  audio_url: string;
  captions_url: string;
  stream_delay_s: number | null;
  /** One a line. */
  units: string;
  /** One a line. */
  embed_from: string;
  starts: string;
  agenda: AgendaDraft[];
  pre: boolean;
  live: boolean;
  late: boolean;
  late_until: string;
  rules: RulesDraft;
}

export interface Wrong {
  readonly say: Key;
  readonly values: Record<string, number>;
}

/** What is wrong, by the field's id. */
export type Wrongs = Readonly<Record<string, Wrong>>;

/** The settings of a new meeting with nothing but a title. */
export function newSettings(title: string): Settings {
  return {
    title, organiser: "", summary: "", stream_url: "", audio_url: "", captions_url: "", stream_delay_s: 6, units: [], embed_from: [], starts_at: null, agenda: [],
    windows: { pre: true, live: true, late: true, late_until: null },
    policy: {
      review: "pre", suggestion_chars_max: 200, suggestions_per_person: 10, suggestion_interval_s: 30, undo_s: 5, edit_window_s: 600, order: "support", cards: true,
      appeal_window_s: 86_400,
    },
  };
}

export function toDraft(card: MeetingCard): Draft {
  const number = (name: string, otherwise: number): number => Number(card.policy[name] ?? otherwise);
  return {
    title: card.title, organiser: card.organiser, summary: card.summary, stream_url: card.stream_url, audio_url: card.audio_url,
    captions_url: card.captions_url, stream_delay_s: card.stream_delay_s, units: card.units.join("\n"), embed_from: card.embed_from.join("\n"),
    starts: card.starts_at === null ? "" : toLocalInput(card.starts_at),
    agenda: card.agenda.map((item, key) => ({
      key, title: item.title, speaker: item.speaker, minutes: item.planned_minutes, started_at: item.started_at, ended_at: item.ended_at,
    })),
    pre: card.windows.pre, live: card.windows.live, late: card.windows.late,
    late_until: card.windows.late_until === null ? "" : toLocalInput(card.windows.late_until),
    rules: {
      review: String(card.policy["review"] ?? "pre"),
      suggestion_chars_max: number("suggestion_chars_max", 200),
      suggestions_per_person: number("suggestions_per_person", 10),
      suggestion_interval_s: number("suggestion_interval_s", 30),
      undo_s: number("undo_s", 5),
      edit_window_min: number("edit_window_s", 600) / 60,
      appeal_window_h: number("appeal_window_s", 86_400) / 3_600,
      cards: card.policy["cards"] !== false,
      order: String(card.policy["order"] ?? "support"),
    },
  };
}

/** The settings to send. `card` gives what the form does not show, so nothing is lost by saving. */
export function toSettings(draft: Draft, card: MeetingCard): Settings {
  const { rules } = draft;
  return {
    title: draft.title.trim(), organiser: draft.organiser.trim(), summary: draft.summary.trim(), stream_url: draft.stream_url.trim(),
    audio_url: draft.audio_url.trim(), captions_url: draft.captions_url.trim(), stream_delay_s: Math.round(draft.stream_delay_s ?? 0),
    units: linesOf(draft.units), embed_from: linesOf(draft.embed_from).map((origin) => origin.replace(/\/+$/, "")),
    starts_at: keepSeconds(draft.starts, card.starts_at),
    agenda: draft.agenda.map((item) => ({
      title: item.title.trim(), speaker: item.speaker.trim(), planned_minutes: item.minutes ?? 0, started_at: item.started_at, ended_at: item.ended_at,
    })),
    windows: { pre: draft.pre, live: draft.live, late: draft.late, late_until: keepSeconds(draft.late_until, card.windows.late_until) },
    policy: {
      ...card.policy,
      review: rules.review, order: rules.order, cards: rules.cards,
      suggestion_chars_max: rules.suggestion_chars_max ?? 0,
      suggestions_per_person: rules.suggestions_per_person ?? 0,
      suggestion_interval_s: rules.suggestion_interval_s ?? 0,
      undo_s: rules.undo_s ?? 0,
      edit_window_s: Math.round((rules.edit_window_min ?? 0) * 60),
      appeal_window_s: Math.round((rules.appeal_window_h ?? 0) * 3_600),
    },
  };
}

/** What stands in a field with one entry a line; the same twice counts once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split("\n").map((line) => line.trim()).filter((line) => line !== ""))];
}

/** The field shows minutes; an untouched moment keeps its seconds. */
function keepSeconds(field: string, before: number | null): number | null {
  return before !== null && toLocalInput(before) === field ? before : fromLocalInput(field);
}

export function check(draft: Draft): Wrongs {
  const wrongs: Record<string, Wrong> = {};
  const add = (id: string, wrong: Wrong | null): void => {
    if (wrong !== null) wrongs[id] = wrong;
  };
  add("title", filled(draft.title) ?? short(draft.title, TITLE_BYTES_MAX));
  add("organiser", short(draft.organiser, TITLE_BYTES_MAX));
  add("summary", short(draft.summary, SUMMARY_BYTES_MAX));
  for (const name of ["stream_url", "audio_url", "captions_url"] as const) add(name, address(draft[name]) ?? short(draft[name], TITLE_BYTES_MAX));
  add("stream_delay_s", within(draft.stream_delay_s, RANGES.stream_delay_s));
  const units = linesOf(draft.units);
  add("units", few(units, UNITS_MAX) ?? first(units.map((unit) => short(unit, UNIT_BYTES_MAX))));
  const origins = linesOf(draft.embed_from);
  add("embed_from", few(origins, EMBEDDERS_MAX) ?? first(origins.map(origin)));
  for (const item of draft.agenda) {
    add(`agenda-title-${item.key}`, filled(item.title) ?? short(item.title, TITLE_BYTES_MAX));
    add(`agenda-speaker-${item.key}`, short(item.speaker, TITLE_BYTES_MAX));
    add(`agenda-minutes-${item.key}`, within(item.minutes, RANGES.planned_minutes));
  }
  for (const name of ["suggestion_chars_max", "suggestions_per_person", "suggestion_interval_s", "undo_s", "edit_window_min", "appeal_window_h"] as const) {
    add(name, within(draft.rules[name], RANGES[name]));
  }
  return wrongs;
}

function filled(text: string): Wrong | null {
  return text.trim() === "" ? { say: "d.set.bad.empty", values: {} } : null;
}

function short(text: string, bytesMax: number): Wrong | null {
  return new TextEncoder().encode(text.trim()).length > bytesMax ? { say: "d.set.bad.long", values: {} } : null;
}

function address(text: string): Wrong | null {
  return text.trim() === "" || /^(https?:\/\/|\/)\S+$/.test(text.trim()) ? null : { say: "d.set.bad.address", values: {} };
}

/** `https://host`, with a port or a leading `*.` where wanted, and nothing after it. */
function origin(text: string): Wrong | null {
  return /^https?:\/\/[A-Za-z0-9.:*-]+\/*$/.test(text) ? null : { say: "d.set.bad.origin", values: {} };
}

function few(lines: readonly string[], max: number): Wrong | null {
  return lines.length > max ? { say: "d.set.bad.many", values: { max } } : null;
}

function first(wrongs: readonly (Wrong | null)[]): Wrong | null {
  return wrongs.find((wrong) => wrong !== null) ?? null;
}

function within(value: number | null, range: { readonly min: number; readonly max: number }): Wrong | null {
  const fits = value !== null && Number.isFinite(value) && value >= range.min && value <= range.max;
  return fits ? null : { say: "d.set.bad.range", values: { min: range.min, max: range.max } };
}
