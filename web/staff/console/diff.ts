// What an edit changes, character by character: kept, left out, put in.

export interface Change {
  readonly kind: "same" | "out" | "in";
  readonly text: string;
}

/** Longer texts are not compared letter by letter; their middle is out and in as a whole. */
const LETTERS_MAX = 1_200;

/** The shortest way from one text to the other. */
export function diff(before: string, after: string): Change[] {
  const a = [...before];
  const b = [...after];
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;
  const middle = between(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return joined([
    { kind: "same", text: a.slice(0, head).join("") },
    ...middle,
    { kind: "same", text: a.slice(a.length - tail).join("") },
  ]);
}

function between(a: readonly string[], b: readonly string[]): Change[] {
  if (a.length > LETTERS_MAX || b.length > LETTERS_MAX) return [{ kind: "out", text: a.join("") }, { kind: "in", text: b.join("") }];
  const common = lengths(a, b);
  const changes: Change[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      changes.push({ kind: "same", text: a[i] ?? "" });
      i += 1;
      j += 1;
    } else if (i < a.length && (j === b.length || at(common, i + 1, j) >= at(common, i, j + 1))) {
      changes.push({ kind: "out", text: a[i] ?? "" });
      i += 1;
    } else {
      changes.push({ kind: "in", text: b[j] ?? "" });
      j += 1;
    }
  }
  return changes;
}

/** Row i, column j: letters in common from there to the ends. */
function lengths(a: readonly string[], b: readonly string[]): Uint16Array[] {
  const rows = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    const row = rows[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j -= 1) row[j] = a[i] === b[j] ? at(rows, i + 1, j + 1) + 1 : Math.max(at(rows, i + 1, j), at(rows, i, j + 1));
  }
  return rows;
}

function at(rows: readonly Uint16Array[], i: number, j: number): number {
  return rows[i]?.[j] ?? 0;
}

function joined(changes: readonly Change[]): Change[] {
  const whole: { kind: Change["kind"]; text: string }[] = [];
  for (const change of changes) {
    const last = whole.at(-1);
    if (change.text === "") continue;
    if (last !== undefined && last.kind === change.kind) last.text += change.text;
    else whole.push({ ...change });
  }
  return whole;
}
