// Captions: lines of what is said, with their moment. They come in frames; what was said before comes from the server.
import { send } from "./api.ts";

export interface CaptionLine {
  /** From the start of the broadcast. */
  moment_ms: number;
  text: string;
}

const listeners = new Set<(line: CaptionLine) => void>();

/** Calls `heard` for each line that arrives from now on. */
export function onCaption(heard: (line: CaptionLine) => void): void {
  listeners.add(heard);
}

/** A line arrived in a frame. */
export function captioned(line: CaptionLine): void {
  listeners.forEach((heard) => heard(line));
}

/** The last lines that were said; none when they cannot be had. */
export async function fetchCaptions(meeting: string): Promise<CaptionLine[]> {
  const answer = await send<{ lines: CaptionLine[] }>(`/api/v1/meetings/${meeting}/captions`);
  return answer.ok ? answer.body.lines : [];
}

const CUE = /^(?:(\d+):)?(\d\d):(\d\d)\.(\d{3})\s+-->/;
const VTT_BYTES_MAX = 2_097_152;

/** The cues of a WebVTT file whose times count from the start of the broadcast; marks within the text are left out. */
export function parseVtt(text: string): CaptionLine[] {
  const lines: CaptionLine[] = [];
  for (const block of text.slice(0, VTT_BYTES_MAX).replace(/\r\n?/g, "\n").split(/\n{2,}/)) {
    const rows = block.split("\n");
    const at = rows.findIndex((row) => CUE.test(row));
    const cue = CUE.exec(rows[at] || "");
    if (!cue) continue;
    const [hours = 0, minutes = 0, seconds = 0, ms = 0] = cue.slice(1).map((part) => Number(part || 0));
    const spoken = rows.slice(at + 1).join(" ").replace(/<[^>]*>/g, "").trim();
    if (spoken) lines.push({ moment_ms: ((hours * 60 + minutes) * 60 + seconds) * 1_000 + ms, text: spoken });
  }
  return lines;
}

/** The cues of the meeting's caption file; none when it cannot be had. */
export async function fetchVtt(url: string): Promise<CaptionLine[]> {
  try {
    const response = await fetch(url);
    return response.ok ? parseVtt(await response.text()) : [];
  } catch {
    return [];
  }
}

/** Both lists in order of their moments, each line once, the last `most`. */
export function mergeCaptions(known: CaptionLine[], news: CaptionLine[], most: number): CaptionLine[] {
  const all = new Map(known.concat(news).map((line) => [`${line.moment_ms}:${line.text}`, line]));
  return Array.from(all.values()).sort((a, b) => a.moment_ms - b.moment_ms).slice(-most);
}
