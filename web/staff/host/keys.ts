// The keys of host and director: slide clickers and keyboards. Knows nothing of what the commands do.
//
// Driven by `event.code`, so it works under a Chinese input method. Some remote controls send no code: then the key's name counts.
// Which events may be read at all says `concerns` of the console.

export type HostCommand = "next" | "back" | "blank" | "rank" | "cancel" | "undo" | "help";

export type DirectorCommand = { readonly do: "layout"; readonly place: number } | { readonly do: "take" | "clear" | "help" };

/** The part of a keyboard event that is read. */
export interface Press {
  readonly code: string;
  readonly key: string;
  readonly shift: boolean;
  /** The key is being held down: never does anything. */
  readonly repeat: boolean;
}

const HOST: Readonly<Record<string, HostCommand>> = {
  ArrowRight: "next",
  PageDown: "next",
  ArrowLeft: "back",
  PageUp: "back",
  KeyB: "blank",
  Period: "blank",
  NumpadDecimal: "blank",
  KeyR: "rank",
  KeyZ: "undo",
  Escape: "cancel",
};

/** Names of keys, for what comes without a code. */
const NAMED: Readonly<Record<string, string>> = { b: "KeyB", ".": "Period", r: "KeyR", z: "KeyZ" };

function codeOf(press: Press): string {
  if (press.code !== "" && press.code !== "Unidentified") return press.code;
  return NAMED[press.key.toLowerCase()] ?? press.key;
}

export function hostCommand(press: Press): HostCommand | null {
  if (press.repeat) return null;
  const code = codeOf(press);
  if (press.shift) return code === "Slash" || press.key === "?" ? "help" : null;
  return HOST[code] ?? null;
}

export function directorCommand(press: Press): DirectorCommand | null {
  if (press.repeat) return null;
  const code = codeOf(press);
  if (press.shift) return code === "Slash" || press.key === "?" ? { do: "help" } : null;
  const digit = /^(?:Digit|Numpad)([1-5])$/.exec(code);
  if (digit !== null) return { do: "layout", place: Number(digit[1]) };
  if (code === "KeyT") return { do: "take" };
  return code === "KeyC" ? { do: "clear" } : null;
}
