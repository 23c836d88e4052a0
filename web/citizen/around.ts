// The small pages around a meeting: copies links, and keeps the list in a frame on another site up to date. Brings no text of its own
// and no module of the live page, so that neither waits for the other.
import "./around.css";

/** Between two looks at the board. */
const LOOK_MS = 10_000;

interface Row {
  readonly no: number;
  readonly text: string;
  readonly area: string | null;
  readonly display_name: string | null;
  readonly supports: number;
}

interface Board {
  readonly totals: { readonly suggestions: number; readonly supports: number };
  readonly suggestions: readonly Row[];
}

function write(root: ParentNode, selector: string, text: string): void {
  const element = root.querySelector(selector);
  if (element && element.textContent !== text) element.textContent = text;
}

const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ",");

async function copy(field: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(field.value);
    return true;
  } catch {
    field.select();
    return document.execCommand("copy");
  }
}

function offerCopying(button: HTMLElement): void {
  const field = document.getElementById(button.dataset["copy"] || "");
  if (!(field instanceof HTMLInputElement)) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    void copy(field).then((copied) => {
      if (!copied) return;
      const word = button.dataset["done"] || "";
      button.textContent = word;
      const status = document.getElementById("status");
      if (status) status.textContent = word;
    });
  });
}

/** A row of the list: the one that is there, else a new one from the page's template. */
function rowOf(list: HTMLElement, meeting: string, row: Row): HTMLElement | null {
  const there = list.querySelector<HTMLElement>(`[data-no="${row.no}"]`);
  if (there) return there;
  const template = document.getElementById("row");
  const made = template instanceof HTMLTemplateElement ? template.content.firstElementChild : null;
  const copied = made ? (made.cloneNode(true) as HTMLElement) : null;
  const link = copied && copied.querySelector("a");
  if (!copied || !link) return null;
  copied.dataset["no"] = String(row.no);
  link.href = `/m/${meeting}/i/${row.no}`;
  return copied;
}

function paint(list: HTMLElement, meeting: string, board: Board): void {
  const words = document.getElementById("words");
  const anonymous = (words && words.dataset["anonymous"]) || "";
  const rows = board.suggestions.map((row) => {
    const element = rowOf(list, meeting, row);
    if (!element) return null;
    write(element, ".tx", row.text);
    write(element, ".by", [row.area, row.display_name].filter((part) => part).join(" · ") || anonymous);
    write(element, ".n", grouped(row.supports));
    return element;
  });
  // Nothing moves under a finger: the order changes while nobody points at the list or has the focus in it.
  if (!list.matches(":hover") && !list.contains(document.activeElement)) {
    list.textContent = "";
    rows.forEach((row) => row && list.appendChild(row));
  }
  const empty = document.querySelector<HTMLElement>(".empty");
  if (empty) empty.hidden = board.suggestions.length > 0;
  write(document, "#total", grouped(board.totals.suggestions));
  write(document, "#supports", grouped(board.totals.supports));
}

async function look(main: HTMLElement, list: HTMLElement): Promise<void> {
  const { embed = "", shown = "5", order = "supports" } = main.dataset;
  if (document.hidden) return;
  const answer = await fetch(`/api/v1/meetings/${embed}/board?order=${order}&limit=${shown}`, { credentials: "omit" });
  if (answer.ok) paint(list, embed, (await answer.json()) as Board);
}

document.querySelectorAll<HTMLElement>("[data-copy]").forEach(offerCopying);
const main = document.querySelector<HTMLElement>("[data-embed]");
const list = document.getElementById("rows");
// A look that fails is followed by the next one; what is shown stays.
if (main && list) setInterval(() => void look(main, list).catch(() => undefined), LOOK_MS);
