// The broadcast as text: captions, and what happens in the meeting. Follows the newest line while the reader is at it.
import "./panel.css";
import type { CaptionLine } from "./captions.ts";
import { fetchCaptions, fetchVtt, mergeCaptions, onCaption } from "./captions.ts";
import { clock } from "../shared/figures.ts";
import { byId, find, make } from "./page.ts";

/** Lines kept in the document; older ones are in the record of the meeting. */
const LINES_MAX = 200;
/** Closer to the end than this, the reader follows. */
const NEAR_PX = 48;

/** A caption file grows while the broadcast runs. */
const FILE_MS = 10_000;

let fileTimer = 0;
let opened = false;
let lines: CaptionLine[] = [];

function create(line: CaptionLine, key: string): HTMLElement {
  const row = make("li");
  row.dataset["key"] = key;
  row.lang = "zh";
  row.append(make("time", "num", clock(line.moment_ms)), " ", line.text);
  return row;
}

function paint(): void {
  const box = byId("textmode");
  const list = box && find(box, "ol");
  if (!box || !list) return;
  const scroll = find(box, ".lines") || box;
  const follow = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < NEAR_PX;
  const shown = new Map(Array.from(list.children, (row) => [(row as HTMLElement).dataset["key"], row]));
  lines.forEach((line, at) => {
    const key = `${line.moment_ms}:${line.text}`;
    const row = shown.get(key) || create(line, key);
    shown.delete(key);
    const there = list.children[at] || null;
    if (there !== row) list.insertBefore(row, there);
  });
  shown.forEach((row) => row.remove());
  const empty = find(box, ".none");
  if (empty) empty.hidden = lines.length > 0;
  const back = byId("cap-follow");
  if (follow) scroll.scrollTop = scroll.scrollHeight;
  if (back) back.hidden = follow;
}

/** Shows the text, with what was said before. */
export async function openText(meeting: string, file: string): Promise<void> {
  const box = byId("textmode");
  if (!box) return;
  box.hidden = false;
  if (!opened) {
    opened = true;
    onCaption((line) => {
      lines = mergeCaptions(lines, [line], LINES_MAX);
      if (!box.hidden) paint();
    });
    const back = byId("cap-follow");
    const scroll = find(box, ".lines");
    if (back && scroll) {
      back.addEventListener("click", () => {
        scroll.scrollTop = scroll.scrollHeight;
        back.hidden = true;
      });
    }
  }
  const add = (news: CaptionLine[]): void => {
    lines = mergeCaptions(lines, news, LINES_MAX);
    paint();
  };
  add(await fetchCaptions(meeting));
  if (file) await followFile(box, file, add);
}

async function followFile(box: HTMLElement, file: string, add: (news: CaptionLine[]) => void): Promise<void> {
  window.clearInterval(fileTimer);
  add(await fetchVtt(file));
  fileTimer = window.setInterval(() => {
    if (!box.hidden && !document.hidden) void fetchVtt(file).then(add);
  }, FILE_MS);
}
