// The key grammar of the console: one press after another, as a state machine. Knows nothing of what the commands do.
//
// Driven by `event.code`, the place on the keyboard, so it works under a Chinese input method and on any layout.
import { type Action, actionOf, type Bindings, DEFAULT_KEYS } from "./bindings";

/** What the next press may complete. */
export type Mode = "idle" | "reject" | "merge" | "topic" | "topics" | "queue";

export type Command =
  | { readonly do: "publish"; readonly forward: boolean }
  | { readonly do: "reject"; readonly digit: number }
  /** All reasons; `needed`: words to the author are required. */
  | { readonly do: "reasons"; readonly needed: boolean }
  | { readonly do: "merge"; readonly place: number }
  | { readonly do: "item"; readonly item: number }
  | { readonly do: "topic"; readonly place: number }
  | { readonly do: "escalate"; readonly noted: boolean }
  /** `pick`: choose which one, from a list. */
  | { readonly do: "undo"; readonly pick: boolean }
  | { readonly do: "replay"; readonly sound: boolean }
  | { readonly do: "queue"; readonly place: number }
  | { readonly do: "move"; readonly by: 1 | -1; readonly extend: boolean }
  | { readonly do: "compare" | "edit" | "release" | "take_over" | "history" | "select" | "select_all" | "search" | "help" };

/** The part of a keyboard event that the grammar reads. */
export interface Press {
  readonly code: string;
  readonly shift: boolean;
  /** Ctrl or Meta; only `Ctrl+A` reaches the grammar. */
  readonly ctrl?: boolean;
  /** The key is being held down: never decides anything. */
  readonly repeat: boolean;
}

export interface Step {
  readonly mode: Mode;
  readonly command: Command | null;
  /** Whether the press belongs to the grammar (and must not reach the page). */
  readonly taken: boolean;
}

/** Reasons with a digit of their own; the next digit asks for words. */
const REASON_DIGITS = 7;
const MERGE_PLACES = 3;
const QUEUES = 5;

const ignored = (mode: Mode): Step => ({ mode, command: null, taken: false });
const done = (command: Command): Step => ({ mode: "idle", command, taken: true });
const wait = (mode: Mode): Step => ({ mode, command: null, taken: true });

export function press(mode: Mode, key: Press, keys: Bindings = DEFAULT_KEYS): Step {
  if (key.ctrl === true) return key.code === "KeyA" && !key.repeat ? done({ do: "select_all" }) : ignored(mode);
  if (key.code === "Escape") return mode === "idle" ? ignored(mode) : wait("idle");
  const meant = actionOf(keys, key.code, key.shift);
  const by = movement(key, meant?.action);
  if (by !== null) return done({ do: "move", by, extend: key.shift });
  if (key.repeat) return ignored(mode);
  const second = mode === "idle" || key.shift ? null : complete(mode, digitOf(key.code), meant?.action, key.code);
  if (second !== null) return second;
  if (!key.shift && (key.code === "Enter" || key.code === "NumpadEnter")) return done({ do: "publish", forward: false });
  return meant === null ? ignored(mode) : begin(meant.action, meant.shifted);
}

function movement(key: Press, action: Action | undefined): 1 | -1 | null {
  if (action === "down" || (key.code === "ArrowDown" && !key.shift)) return 1;
  if (action === "up" || (key.code === "ArrowUp" && !key.shift)) return -1;
  return null;
}

/** The second press of R, M, T or G; `null` when it begins something else. */
function complete(mode: Exclude<Mode, "idle">, digit: number | null, action: Action | undefined, code: string): Step | null {
  if (mode === "merge" && action === "merge") return done({ do: "compare" });
  if (mode === "topic" && action === "topic") return wait("topics");
  if (mode === "reject" && code === "Period") return done({ do: "reasons", needed: false });
  if (digit === null) return null;
  return withDigit(mode, digit) ?? wait(mode);
}

function withDigit(mode: Exclude<Mode, "idle">, digit: number): Step | null {
  switch (mode) {
    case "reject":
      if (digit === 0) return done({ do: "reasons", needed: false });
      if (digit === REASON_DIGITS + 1) return done({ do: "reasons", needed: true });
      return digit <= REASON_DIGITS ? done({ do: "reject", digit }) : null;
    case "merge":
      return digit >= 1 && digit <= MERGE_PLACES ? done({ do: "merge", place: digit }) : null;
    case "topic":
      return digit >= 1 ? done({ do: "item", item: digit }) : null;
    case "topics":
      return digit >= 1 ? done({ do: "topic", place: digit }) : null;
    case "queue":
      return digit >= 1 && digit <= QUEUES ? done({ do: "queue", place: digit }) : null;
  }
}

function begin(action: Action, shifted: boolean): Step {
  switch (action) {
    case "publish":
    case "forward":
      return done({ do: "publish", forward: action === "forward" });
    case "reject":
    case "merge":
    case "topic":
    case "queue":
      return wait(action);
    case "escalate":
      return done({ do: "escalate", noted: shifted });
    case "undo":
      return done({ do: "undo", pick: shifted });
    case "replay":
      return done({ do: "replay", sound: shifted });
    case "down":
    case "up":
      return done({ do: "move", by: action === "down" ? 1 : -1, extend: shifted });
    default:
      return done({ do: action });
  }
}

export function digitOf(code: string): number | null {
  const match = /^(?:Digit|Numpad)([0-9])$/.exec(code);
  return match === null ? null : Number(match[1]);
}

/** Whether the console may read this event at all: not while typing, composing, in a dialog, or with a modifier (but for Ctrl+A). */
export function concerns(event: KeyboardEvent): boolean {
  if (event.isComposing || event.altKey || event.defaultPrevented) return false;
  if ((event.ctrlKey || event.metaKey) && (event.code !== "KeyA" || event.shiftKey)) return false;
  const target = event.target;
  if (!(target instanceof Element)) return true;
  if (target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog") !== null) return false;
  // Enter on a control is that control's.
  const pressesControl = event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Space";
  return !(pressesControl && target.closest("button, a, summary, [role=tab]") !== null);
}
