// What the broadcast's overlay can show, and whether a text fits its lower third. Pure.

import { graphemes } from "../format";

export const LAYOUTS = ["lower", "ticker", "rank", "qr", "timer"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** Full-width characters that a line of the lower third holds, and its lines. */
export const LINE_CHARS = 26;
export const LINES_MAX = 2;

/** Width in full-width characters: Latin letters, digits and their punctuation take half. */
function width(grapheme: string): number {
  return (grapheme.codePointAt(0) ?? 0) < 0x2e80 ? 0.5 : 1;
}

/** The lines that a text takes in the lower third, and how many of its characters do not fit. */
export function lowerThird(text: string): { readonly lines: number; readonly cut: number } {
  let lines = 1;
  let used = 0;
  let cut = 0;
  for (const grapheme of graphemes(text.replace(/\s*\n\s*/g, " "))) {
    const wide = width(grapheme);
    if (used + wide > LINE_CHARS) {
      lines += 1;
      used = 0;
    }
    used += wide;
    if (lines > LINES_MAX) cut += 1;
  }
  return { lines, cut };
}

/** The address of the real overlay page, opened by the link `path`, showing this layout whatever is on air. */
export function previewOf(path: string, layout: Layout, no: number | null): string {
  return `${path}&layout=${layout}${layout === "lower" && no !== null ? `&no=${no}` : ""}`;
}
