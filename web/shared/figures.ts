// How numbers and moments are written for readers: the same as crates/protocol/src/figures.rs, both tested against
// tests/fixtures/figures.json.

export type LocaleTag = "zh-Hans" | "zh-Hant" | "en";

const CIVIL_OFFSET_MS = 8 * 3_600_000;
const DAY_MS = 86_400_000;
const SHORT_FROM = 10_000;
const UNITS: Record<LocaleTag, ReadonlyArray<readonly [number, string]>> = {
  "zh-Hans": [[100_000_000, "亿"], [10_000, "万"]],
  "zh-Hant": [[100_000_000, "億"], [10_000, "萬"]],
  en: [[1_000_000, "M"], [1_000, "k"]],
};

/** A number with its thousands apart: `1,284`. */
export function exact(number: number): string {
  return String(number).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number for the eye: `1,284`; from 10,000 `1.3万` or `12.8k`. */
export function short(number: number, locale: LocaleTag): string {
  const unit = number < SHORT_FROM ? undefined : UNITS[locale].find(([size]) => number >= size);
  if (!unit) return exact(number);
  const tenths = Math.floor((number * 10 + unit[0] / 2) / unit[0]);
  const rest = tenths % 10;
  return exact(Math.floor(tenths / 10)) + (rest ? `.${rest}` : "") + unit[1];
}

/** An agenda item's numeral: 一, 二 … 九十九. */
export function numeral(number: number): string {
  const digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
  if (number < 1 || number > 99) return String(number);
  const tens = Math.floor(number / 10);
  return (tens > 1 ? digits[tens] : "") + (tens > 0 ? "十" : "") + digits[number % 10];
}

/** A suggestion's number as a card shows it. */
export function fourDigits(no: number): string {
  return String(no).padStart(4, "0");
}

function twoDigits(number: number): string {
  return String(Math.floor(number)).padStart(2, "0");
}

/** A moment of the broadcast, ms from its start: `00:48:12`. */
export function clock(momentMs: number): string {
  const seconds = Math.max(0, Math.floor(momentMs / 1_000));
  return [seconds / 3_600, (seconds / 60) % 60, seconds % 60].map(twoDigits).join(":");
}

/** The civil time of day, `14:05`, of ms since 1970. */
export function timeOfDay(at: number): string {
  const ofDay = (((at + CIVIL_OFFSET_MS) % DAY_MS) + DAY_MS) % DAY_MS;
  const minutes = Math.floor(ofDay / 60_000);
  return `${twoDigits(minutes / 60)}:${twoDigits(minutes % 60)}`;
}

interface Segmenter {
  segment(text: string): Iterable<unknown>;
}
type SegmenterMaker = new (locale: string, options: { granularity: "grapheme" }) => Segmenter;

const maker = (Intl as unknown as { Segmenter?: SegmenterMaker }).Segmenter;
const segmenter = maker ? new maker("zh", { granularity: "grapheme" }) : null;

/** How many characters a reader sees (graphemes); where the browser cannot tell, code points without joiners and marks. */
export function characters(text: string, by: Segmenter | null = segmenter): number {
  if (by) {
    let count = 0;
    for (const _ of by.segment(text)) count += 1;
    return count;
  }
  const joined = text.replace(/\r\n/g, "\n").replace(/\u200d./gsu, "").replace(/[\u0300-\u036f\ufe00-\ufe0f\u{1f3fb}-\u{1f3ff}]/gu, "");
  return Array.from(joined.replace(/[\u{1f1e6}-\u{1f1ff}]{2}/gu, "x")).length;
}
