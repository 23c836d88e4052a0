// Numbers and times as staff read them. Words come from the locale, not from here.

/** A suggestion's number, at least four digits: `0987`. */
export function number4(no: number): string {
  return String(no).padStart(4, "0");
}

/** A waiting time: `3:20`, from an hour on `1:03:20`. Never negative. */
export function age(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const tail = String(seconds % 60).padStart(2, "0");
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes}:${tail}`;
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}:${tail}`;
}

/** A moment of the broadcast: `01:12:36`. */
export function moment(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** 1,284. */
export function grouped(n: number, lang: string): string {
  return new Intl.NumberFormat(lang).format(n);
}

/** A date and time in the reader's zone. */
export function dateTime(ms: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(new Date(ms));
}

/** A time of day in the reader's zone. */
export function timeOfDay(ms: number, lang: string): string {
  return new Intl.DateTimeFormat(lang, { timeStyle: "medium" }).format(new Date(ms));
}

/** The value of an `input type=datetime-local` for a moment, in the reader's zone. */
export function toLocalInput(ms: number): string {
  const date = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000);
  return date.toISOString().slice(0, 16);
}

/** The moment that an `input type=datetime-local` holds; `null` when it is empty. */
export function fromLocalInput(value: string): number | null {
  const ms = new Date(value).getTime();
  return value === "" || Number.isNaN(ms) ? null : ms;
}

const HAN = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/** The numeral of an agenda item: 一, 二 … in Chinese, 1, 2 … in English. */
export function numeral(n: number, lang: string): string {
  if (!lang.startsWith("zh") || n < 1 || n > 99) return String(n);
  const tens = Math.floor(n / 10);
  const ones = n % 10;
  const head = tens === 0 ? "" : `${tens === 1 ? "" : HAN[tens]}十`;
  return `${head}${ones === 0 && tens > 0 ? "" : HAN[ones]}`;
}

/** The colour band of an agenda item, 1–8; more items repeat the cycle and the numeral tells them apart. */
export function band(item: number): number {
  return ((item - 1) % 8) + 1;
}

const segmenter = "Segmenter" in Intl ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;

/** The characters that a reader sees, one by one. The citizens' pages count by a file of their own: one that both share would cost them a
 * request. */
export function graphemes(text: string): readonly string[] {
  return segmenter === null ? [...text] : Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** How many they are: what the server's limits speak of. */
export function characters(text: string): number {
  return graphemes(text).length;
}
