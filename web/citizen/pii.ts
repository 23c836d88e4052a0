// Personal data in what is being typed: the most frequent of the shapes that are masked on publication (crates/text/src/personal.rs), so
// that the hint never promises a mask that will not come. Pure; it neither keeps nor sends what it finds.

export type PersonalKind = "mobile" | "identity" | "email";

/** A stretch of the text, in UTF-16 code units. */
export interface Personal {
  kind: PersonalKind;
  from: number;
  to: number;
}

const MOBILE_DIGITS = 11;
const IDENTITY_DIGITS = 18;
const SEPARATORS_MAX = 3;
const LOCAL_PART_MAX = 64;
const DOMAIN_MAX = 255;

/** One plain character per code unit: full-width forms, dashes and blanks as their ASCII ones. */
function plain(text: string): string {
  return text
    .replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/\s/g, " ");
}

function isDigit(text: string, at: number): boolean {
  const c = text.charAt(at);
  return c >= "0" && c <= "9";
}

/** No digit right before, except the country code 86. */
function starts(text: string, at: number): boolean {
  const before = /\d*$/.exec(text.slice(Math.max(0, at - 5), at));
  return ["", "86", "0086"].indexOf(before ? before[0] : "") >= 0;
}

/** Exactly `length` digits from `at` on, separators allowed between them, none beside them. */
function number(text: string, at: number, length: number): { to: number; digits: string } | null {
  if (!isDigit(text, at) || !starts(text, at)) return null;
  let digits = "";
  let separators = 0;
  let to = at;
  for (; digits.length < length; to += 1) {
    const c = text.charAt(to);
    const check = length === IDENTITY_DIGITS && digits.length === length - 1 && /[xX]/.test(c);
    if (isDigit(text, to) || check) {
      digits += c.toUpperCase();
      separators = 0;
    } else if (/[ \-.·_]/.test(c) && separators < SEPARATORS_MAX) {
      separators += 1;
    } else {
      return null;
    }
  }
  return isDigit(text, to) ? null : { to, digits };
}

/** A possible birthday, and the check character of GB 11643-1999 (ISO 7064 MOD 11-2; ten is written X). */
function isIdentity(digits: string): boolean {
  const year = Number(digits.slice(6, 10));
  const month = Number(digits.slice(10, 12));
  const day = Number(digits.slice(12, 14));
  if (year < 1900 || year >= 2100 || month < 1 || month > 12 || day < 1 || day > 31) return false;
  let sum = 0;
  for (const digit of digits.slice(0, IDENTITY_DIGITS - 1)) sum = ((sum + Number(digit)) * 2) % 11;
  const check = (12 - sum) % 11;
  return (check === 10 ? "X" : String(check)) === digits.charAt(IDENTITY_DIGITS - 1);
}

function email(text: string, at: number): number {
  if (/[\w.%+-]/.test(text.charAt(at - 1))) return 0;
  const local = /^[\w.%+-]+@/.exec(text.slice(at, at + LOCAL_PART_MAX + 1));
  if (!local) return 0;
  const from = at + local[0].length;
  const domain = /^(?:[a-z\d-]+\.)+[a-z]{2,}(?![a-z\d])/i.exec(text.slice(from, from + DOMAIN_MAX));
  return domain ? from + domain[0].length : 0;
}

function findingAt(text: string, at: number): Personal | null {
  const mail = email(text, at);
  if (mail) return { kind: "email", from: at, to: mail };
  const identity = number(text, at, IDENTITY_DIGITS);
  if (identity && isIdentity(identity.digits)) return { kind: "identity", from: at, to: identity.to };
  const mobile = number(text, at, MOBILE_DIGITS);
  if (mobile && /^1[3-9]/.test(mobile.digits)) return { kind: "mobile", from: at, to: mobile.to };
  return null;
}

/** Personal data in the order of their places, never overlapping. */
export function personalData(typed: string): Personal[] {
  const text = plain(typed);
  const found: Personal[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const finding = findingAt(text, at);
    if (!finding) continue;
    found.push(finding);
    at = finding.to - 1;
  }
  return found;
}
