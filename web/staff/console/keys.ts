// The key grammar of the console: one press after another, as a state machine. Knows nothing of what the commands do.
//
// Driven by `event.code`, the place on the keyboard, so it works under a Chinese input method and on any layout.

/** What the next press may complete. */
export type Mode = "idle" | "reject" | "merge" | "topic";

export type Command =
  | { readonly do: "publish"; readonly forward: boolean }
  | { readonly do: "reject"; readonly digit: number }
  | { readonly do: "reasons" }
  | { readonly do: "merge"; readonly place: number }
  | { readonly do: "compare" }
  | { readonly do: "topic"; readonly item: number }
  | { readonly do: "escalate" | "release" | "undo" | "search" | "help" | "take_over" }
  | { readonly do: "move"; readonly by: 1 | -1 };

/** The part of a keyboard event that the grammar reads. */
export interface Press {
  readonly code: string;
  readonly shift: boolean;
  /** The key is being held down: never decides anything. */
  readonly repeat: boolean;
}

export interface Step {
  readonly mode: Mode;
  readonly command: Command | null;
  /** Whether the press belongs to the grammar (and must not reach the page). */
  readonly taken: boolean;
}

const ignored = (mode: Mode): Step => ({ mode, command: null, taken: false });
const done = (command: Command): Step => ({ mode: "idle", command, taken: true });
const wait = (mode: Mode): Step => ({ mode, command: null, taken: true });

export function press(mode: Mode, key: Press): Step {
  if (key.code === "Escape") return mode === "idle" ? ignored(mode) : wait("idle");
  const move = movement(key);
  if (move !== null) return done({ do: "move", by: move });
  if (key.repeat) return ignored(mode);
  if (key.code === "Slash") return done({ do: key.shift ? "help" : "search" });
  if (key.shift) return ignored(mode);
  return (mode === "idle" ? null : second(mode, key.code)) ?? first(mode, key.code);
}

function movement(key: Press): 1 | -1 | null {
  if (key.shift) return null;
  if (key.code === "KeyJ" || key.code === "ArrowDown") return 1;
  if (key.code === "KeyK" || key.code === "ArrowUp") return -1;
  return null;
}

/** The second press of R, M or T; `null` when it begins something else. */
function second(mode: Exclude<Mode, "idle">, code: string): Step | null {
  const digit = digitOf(code);
  if (mode === "reject") {
    if (digit !== null && digit > 0) return done({ do: "reject", digit });
    if (digit === 0 || code === "Period") return done({ do: "reasons" });
  }
  if (mode === "merge") {
    if (code === "KeyM") return done({ do: "compare" });
    if (digit !== null && digit >= 1 && digit <= 3) return done({ do: "merge", place: digit });
  }
  if (mode === "topic" && digit !== null && digit > 0) return done({ do: "topic", item: digit });
  return digit === null ? null : wait(mode);
}

function first(mode: Mode, code: string): Step {
  switch (code) {
    case "KeyP":
    case "Enter":
    case "NumpadEnter":
      return done({ do: "publish", forward: false });
    case "KeyH":
      return done({ do: "publish", forward: true });
    case "KeyR":
      return wait("reject");
    case "KeyM":
      return wait("merge");
    case "KeyT":
      return wait("topic");
    case "KeyS":
      return done({ do: "escalate" });
    case "KeyL":
      return done({ do: "release" });
    case "KeyZ":
      return done({ do: "undo" });
    case "KeyC":
      return done({ do: "take_over" });
    default:
      return ignored(mode);
  }
}

function digitOf(code: string): number | null {
  const match = /^(?:Digit|Numpad)([0-9])$/.exec(code);
  return match === null ? null : Number(match[1]);
}

/** Whether the console may read this event at all: not while typing, composing, in a dialog, or with a modifier. */
export function concerns(event: KeyboardEvent): boolean {
  if (event.isComposing || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return false;
  const target = event.target;
  if (!(target instanceof Element)) return true;
  if (target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], dialog") !== null) return false;
  // Enter on a control is that control's.
  const pressesControl = event.code === "Enter" || event.code === "NumpadEnter" || event.code === "Space";
  return !(pressesControl && target.closest("button, a, summary, [role=tab]") !== null);
}
