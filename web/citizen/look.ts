// How the page looks on this device: text size, easy mode, colours, motion. The server writes it into the page from a cookie, so that
// the first paint is right; the script keeps a copy, for browsers that lose cookies.
import { load, save } from "./storage.ts";

export interface Look {
  /** 1, 1.2, 1.4 or 1.8 times the standard size. */
  scale: string;
  theme: string;
  elder: boolean;
  calm: boolean;
}

const KEY = "yanlu.look";
const COOKIE = "look";
const KEPT_S = 31_536_000;
/** From this size the page is one column of everything. */
const BIG_FROM = 1.4;
const SCALES = ["1", "1.2", "1.4", "1.8"];
const THEMES = ["auto", "light", "dark", "hc"];

/** `1.2-dark-0-1`: size, colours, easy mode, less motion. Null when it is not of this form. */
export function parseLook(text: string | null): Look | null {
  const [scale = "", theme = "", elder, calm, more] = (text || "").split("-");
  const known = SCALES.indexOf(scale) >= 0 && THEMES.indexOf(theme) >= 0 && more === undefined;
  return known ? { scale, theme, elder: elder === "1", calm: calm === "1" } : null;
}

export function writeLook(look: Look): string {
  return [look.scale, look.theme, Number(look.elder), Number(look.calm)].join("-");
}

/** The look that the page has now. */
export function currentLook(): Look {
  const { scale, theme, elder, motion } = document.documentElement.dataset;
  return { scale: scale || "1", theme: theme || "auto", elder: elder !== undefined, calm: motion !== undefined };
}

function mark(name: string, value: string | null): void {
  if (value === null) document.documentElement.removeAttribute(`data-${name}`);
  else document.documentElement.setAttribute(`data-${name}`, value);
}

/** Shows a look at once and keeps it on this device. */
export function applyLook(look: Look): void {
  mark("scale", look.scale === "1" ? null : look.scale);
  mark("big", Number(look.scale) >= BIG_FROM ? "" : null);
  mark("theme", look.theme === "auto" ? null : look.theme);
  mark("elder", look.elder ? "" : null);
  mark("motion", look.calm ? "less" : null);
  const text = writeLook(look);
  save(KEY, text);
  document.cookie = `${COOKIE}=${text}; Path=/; Max-Age=${KEPT_S}; SameSite=Lax`;
  document.dispatchEvent(new CustomEvent("yanlu:look"));
}

/** A browser that lost the cookie gets its look back. */
export function restoreLook(): void {
  if (document.cookie.split("; ").some((pair) => pair.indexOf(`${COOKIE}=`) === 0)) return;
  const kept = parseLook(load(KEY));
  if (kept) applyLook(kept);
}
