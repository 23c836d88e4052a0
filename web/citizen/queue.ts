// What was written while the line was away: the states of a waiting entry. Pure: it knows no clock, no storage and no network;
// `outbox.ts` drives it, in the page and in the service worker.
import type { SubmitBody } from "../shared/protocol.ts";

export interface Suggest {
  kind: "suggest";
  body: SubmitBody;
}

export interface Back {
  kind: "back";
  no: number;
  wish: boolean;
}

export interface Refusal {
  code: string;
  /** In the reader's language; may be empty. */
  title: string;
}

export interface Entry {
  /** One per suggestion; one per backed number, so that a later wish replaces an earlier one. */
  id: string;
  /** The idempotency key: however often it is sent, it happens once. */
  key: string;
  meeting: string;
  what: Suggest | Back;
  /** When it was written, ms since 1970 of this device. */
  at: number;
  /** Counts the wishes under this id: an answer to an older one does not end a newer one. */
  version: number;
  /** Somebody (a tab, the worker) is sending it until then. */
  busyUntil: number;
  /** The server asked not to be asked before. */
  notBefore: number;
  tries: number;
  /** The server has declined for good; the entry stays until the author has seen it. */
  refused: Refusal | null;
}

/** How sending went. `status` 0: the server was not reached. */
export interface Outcome {
  ok: boolean;
  status: number;
  code: string;
  title: string;
  retryAfterS: number;
}

/** A suggestion takes a person's time to write; more than this many are not expected from one dead spot. */
export const SUGGESTIONS_MAX = 20;
export const BACKINGS_MAX = 200;
/** Longer than a request may take; after it another tab may try. */
const BUSY_MS = 18_000;
const RETRY_MIN_MS = 5_000;
const RETRY_MAX_MS = 60_000;
const TOO_MANY = 429;
const UNAVAILABLE = 503;
const SERVER_FAULT = 500;
/** Trying again without being changed does not help, whatever the status says. */
const FOR_GOOD = ["quota_used"];

export function idOf(meeting: string, what: Suggest | Back, key: string): string {
  return what.kind === "back" ? `${meeting}/${what.no}` : `${meeting}/+${key}`;
}

/** A new entry, or the newer wish in the place of `old`. */
export function entry(old: Entry | null, meeting: string, what: Suggest | Back, key: string, now: number): Entry {
  return {
    id: idOf(meeting, what, key),
    key,
    meeting,
    what,
    at: old ? old.at : now,
    version: old ? old.version + 1 : 1,
    busyUntil: old ? old.busyUntil : 0,
    notBefore: old ? old.notBefore : 0,
    tries: 0,
    refused: null,
  };
}

/** Whether there is room for one more of this kind. */
export function hasRoom(entries: Entry[], kind: "suggest" | "back"): boolean {
  const same = entries.filter((one) => one.what.kind === kind).length;
  return same < (kind === "suggest" ? SUGGESTIONS_MAX : BACKINGS_MAX);
}

/** The one to send now: in the order of writing, and no suggestion before an earlier one of the same meeting. */
export function nextDue(entries: Entry[], now: number): Entry | null {
  const held = new Set<string>();
  for (const one of inOrder(entries)) {
    if (one.refused) continue;
    const due = one.busyUntil <= now && one.notBefore <= now;
    const line = one.what.kind === "suggest" ? one.meeting : one.id;
    if (due && !held.has(line)) return one;
    held.add(line);
  }
  return null;
}

/** When something will be due, ms since 1970; null when nothing waits. */
export function wakeAt(entries: Entry[]): number | null {
  const times = entries.filter((one) => !one.refused).map((one) => Math.max(one.busyUntil, one.notBefore));
  return times.length > 0 ? Math.min(...times) : null;
}

export function inOrder(entries: Entry[]): Entry[] {
  return entries.slice().sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** Takes an entry for sending; null when somebody else was faster or it is not due. */
export function claim(found: Entry | null, now: number): Entry | null {
  if (!found || found.refused || found.busyUntil > now || found.notBefore > now) return null;
  return { ...found, busyUntil: now + BUSY_MS };
}

/** What becomes of an entry after `version` of it was sent; null: it is done. */
export function settle(found: Entry | null, version: number, outcome: Outcome, now: number): Entry | null {
  if (!found) return null;
  const free: Entry = { ...found, busyUntil: 0, tries: found.tries + 1 };
  if (found.version !== version) return free;
  if (outcome.ok) return null;
  if (outcome.status === 0) return free;
  const again = [TOO_MANY, UNAVAILABLE].indexOf(outcome.status) >= 0 && FOR_GOOD.indexOf(outcome.code) < 0;
  if (again && outcome.retryAfterS > 0) return { ...free, notBefore: now + outcome.retryAfterS * 1_000 };
  if (again || outcome.status >= SERVER_FAULT) return { ...free, notBefore: now + pause(free.tries) };
  return { ...free, refused: { code: outcome.code, title: outcome.title } };
}

function pause(tries: number): number {
  return Math.min(RETRY_MAX_MS, RETRY_MIN_MS * 2 ** Math.max(0, tries - 1));
}

export interface Sending {
  url: string;
  method: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** The request that an entry stands for. */
export function request(one: Entry): Sending {
  const base = `/api/v1/meetings/${one.meeting}/suggestions`;
  const headers: Record<string, string> = { "Idempotency-Key": one.key };
  if (one.what.kind === "back") {
    return { url: `${base}/${one.what.no}/support`, method: one.what.wish ? "PUT" : "DELETE", headers, body: undefined };
  }
  headers["Content-Type"] = "application/json";
  return { url: base, method: "POST", headers, body: JSON.stringify(one.what.body) };
}
