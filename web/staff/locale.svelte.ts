// The words of the pages, one locale at a time, from the files that the server reads too.
import type en from "../locales/en.json";

export type Key = keyof typeof en;
export type Values = Readonly<Record<string, string | number>>;

export const LANGUAGES = [
  { tag: "zh-Hans", name: "简体" },
  { tag: "zh-Hant", name: "繁體" },
  { tag: "en", name: "English" },
] as const;

export type Language = (typeof LANGUAGES)[number]["tag"];

const files = import.meta.glob<Record<string, string>>("../locales/*.json", { import: "default" });

class Words {
  language = $state<Language>("zh-Hans");
  #texts = $state.raw<Record<string, string>>({});

  async load(language: Language): Promise<void> {
    const file = files[`../locales/${language}.json`];
    if (file === undefined) return;
    this.#texts = await file();
    this.language = language;
    document.documentElement.lang = language;
  }

  text(key: string): string {
    return this.#texts[key] ?? key;
  }
}

const words = new Words();

/** The text under `key`, `{name}` filled from `values`. */
export function t(key: Key, values: Values = {}): string {
  return words.text(key).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** A text whose key ends in a code of the server; `key.` must exist for every code. */
export function tCode(family: "reason" | "role" | "d.phase" | "rs" | "m.did" | "m.kind" | "m.level" | "m.happened" | "h.view" | "dr.layout" | "floor" | "iv.reason" | "iv.state", code: string): string {
  const key = `${family}.${code}`;
  const text = words.text(key);
  return text === key && family === "m.kind" ? words.text("m.kind.other") : text;
}

export function language(): Language {
  return words.language;
}

/** The page's language at first: as the server wrote it, else as the browser prefers. */
export function loadFirst(): Promise<void> {
  const tags = [document.documentElement.lang, ...navigator.languages];
  return words.load(tags.map(ours).find((tag) => tag !== null) ?? "zh-Hans");
}

/** Changes the language in place; the server is told so that its refusals come in it too. */
export async function choose(tag: Language): Promise<void> {
  await words.load(tag);
  await fetch(`/locale?lang=${tag}&next=/`, { redirect: "manual" }).catch(() => undefined);
}

function ours(tag: string): Language | null {
  const lower = tag.toLowerCase();
  if (lower.startsWith("en")) return "en";
  if (!lower.startsWith("zh")) return null;
  return /hant|tw|hk|mo/.test(lower) ? "zh-Hant" : "zh-Hans";
}
