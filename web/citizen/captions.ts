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

/** Both lists in order of their moments, each line once, the last `most`. */
export function mergeCaptions(known: CaptionLine[], news: CaptionLine[], most: number): CaptionLine[] {
  const all = new Map(known.concat(news).map((line) => [`${line.moment_ms}:${line.text}`, line]));
  return Array.from(all.values()).sort((a, b) => a.moment_ms - b.moment_ms).slice(-most);
}
