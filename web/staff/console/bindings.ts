// Which key does what, and how a person may change it. A key is a place on the keyboard (`event.code`), so it stays where it is under any
// input method and layout. Knows nothing of what the actions do.

/** What a single key can begin. Digits, Enter, Escape and the arrows are not changed. */
export const ACTIONS = [
  "publish", "forward", "merge", "edit", "reject", "escalate", "topic", "release", "undo", "take_over", "replay", "history", "select", "queue",
  "down", "up", "search", "help",
] as const;

export type Action = (typeof ACTIONS)[number];

/** The code of each action's key; `Shift+` before it where the key alone does something else. */
export type Bindings = Readonly<Record<Action, string>>;

export const DEFAULT_KEYS: Bindings = {
  publish: "KeyP", forward: "KeyH", merge: "KeyM", edit: "KeyE", reject: "KeyR", escalate: "KeyS", topic: "KeyT", release: "KeyL", undo: "KeyZ",
  take_over: "KeyC", replay: "KeyV", history: "KeyA", select: "KeyX", queue: "KeyG", down: "KeyJ", up: "KeyK", search: "Slash",
  help: "Shift+Slash",
};

/** Actions whose key means something more with Shift. */
const WITH_SHIFT: ReadonlySet<Action> = new Set(["undo", "replay", "escalate", "down", "up"]);
/** Keys that may be given to an action: letters and the marks around them. */
const ALLOWED = /^(?:Shift\+)?(?:Key[A-Z]|Slash|Period|Comma|Semicolon|Quote|BracketLeft|BracketRight|Backslash|Minus|Equal|Backquote)$/;
const CAPS: Readonly<Record<string, string>> = {
  Slash: "/", Period: ".", Comma: ",", Semicolon: ";", Quote: "'", BracketLeft: "[", BracketRight: "]", Backslash: "\\", Minus: "-", Equal: "=",
  Backquote: "`", "Shift+Slash": "?",
};

/** The action of a press, and whether Shift was held to mean more. */
export function actionOf(keys: Bindings, code: string, shift: boolean): { readonly action: Action; readonly shifted: boolean } | null {
  const name = shift ? `Shift+${code}` : code;
  const exact = ACTIONS.find((action) => keys[action] === name);
  if (exact !== undefined) return { action: exact, shifted: false };
  if (!shift) return null;
  const more = ACTIONS.find((action) => keys[action] === code && WITH_SHIFT.has(action));
  return more === undefined ? null : { action: more, shifted: true };
}

/** What is printed on the key: `P`, `/`, `?`. */
export function capOf(name: string): string {
  const known = CAPS[name];
  if (known !== undefined) return known;
  const shifted = name.startsWith("Shift+");
  const bare = shifted ? name.slice("Shift+".length) : name;
  const cap = CAPS[bare] ?? bare.replace(/^Key/, "");
  return shifted ? `⇧${cap}` : cap;
}

/** How a key is named to assistive technology in `aria-keyshortcuts`. */
export function shortcutOf(name: string): string {
  return capOf(name).replace("⇧", "Shift+");
}

export type Rebound = { readonly keys: Bindings } | { readonly taken: Action } | { readonly unfit: true };

/** Gives a key to an action, unless another has it or the key may not be used. */
export function rebind(keys: Bindings, action: Action, name: string): Rebound {
  if (!ALLOWED.test(name)) return { unfit: true };
  const taken = ACTIONS.find((other) => other !== action && collides(other, keys[other], action, name));
  return taken === undefined ? { keys: { ...keys, [action]: name } } : { taken };
}

/** Two keys collide when they are the same, or when one is the other's key with Shift that means more there. */
function collides(one: Action, nameOfOne: string, two: Action, nameOfTwo: string): boolean {
  if (nameOfOne === nameOfTwo) return true;
  return (WITH_SHIFT.has(one) && nameOfTwo === `Shift+${nameOfOne}`) || (WITH_SHIFT.has(two) && nameOfOne === `Shift+${nameOfTwo}`);
}

/** Bindings as they were kept; whatever cannot be read or collides is the default. */
export function readBindings(kept: unknown): Bindings {
  if (typeof kept !== "object" || kept === null) return DEFAULT_KEYS;
  let keys = DEFAULT_KEYS;
  const wishes = ACTIONS.flatMap((action) => {
    const name: unknown = (kept as Record<string, unknown>)[action];
    return typeof name === "string" && ALLOWED.test(name) ? [[action, name] as const] : [];
  });
  keys = { ...keys, ...Object.fromEntries(wishes) };
  const clash = ACTIONS.some((one, at) => ACTIONS.slice(at + 1).some((two) => collides(one, keys[one], two, keys[two])));
  return clash ? DEFAULT_KEYS : keys;
}
