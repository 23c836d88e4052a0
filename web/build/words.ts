// Leaves out of the staff app's words what only the server says: whole families of keys, so that nobody waits for texts that are never shown.
import type { Plugin } from "vite";

/** Families (what stands before the first dot) that no staff page says. A test looks for each in the sources. */
export const SERVER_ONLY: ReadonlySet<string> = new Set([
  "agenda", "api", "axis", "cards", "dm", "embed", "error", "export", "feed", "form", "home", "join", "lang", "lim", "mine", "nav", "page", "player",
  "read", "rep", "replies", "rj", "session", "share", "skip", "sup", "time",
]);

const LOCALE = /\/web\/locales\/[\w-]+\.json$/;

/** The words without those families. */
export function forStaff(words: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(words).filter(([key]) => !SERVER_ONLY.has(key.split(".")[0] ?? "")));
}

export function words(): Plugin {
  return {
    name: "yanlu-words",
    enforce: "pre",
    apply: "build",
    transform(code, id) {
      return LOCALE.test(id) ? { code: JSON.stringify(forStaff(JSON.parse(code) as Record<string, string>)), map: null } : null;
    },
  };
}
