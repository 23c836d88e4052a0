// What an HLS playlist tells of time. Only what a viewer's place in the broadcast needs; playing is the browser's or the library's.

/** The times of a media playlist, or where to find one. */
export interface Playlist {
  /** Addresses of the variants when this is a master playlist. */
  variants: string[];
  /** When the first segment was taken (ms since 1970); null without EXT-X-PROGRAM-DATE-TIME. */
  from: number | null;
  /** When each segment was taken, as far as it is dated. */
  starts: number[];
  /** Milliseconds of the dates for each of playing: 1, unless a rehearsal runs faster than time. */
  rate: number;
  /** Whether nothing will be added. */
  ended: boolean;
}

/** Parts of a broadcast that a player starts before its end, in segments (RFC 8216 §6.3.3). */
export const EDGE_SEGMENTS = 3;
const BYTES_MAX = 512 * 1_024;

/** Reads a playlist; lines that it does not know are skipped. */
export function parsePlaylist(text: string): Playlist {
  const list: Playlist = { variants: [], from: null, starts: [], rate: 1, ended: false };
  let at: number | null = null;
  let lengthMs = 0;
  let before = 0;
  let playedMs = 0;
  let variant = false;
  for (const line of text.slice(0, BYTES_MAX).split(/\r?\n/)) {
    const value = line.slice(line.indexOf(":") + 1);
    if (line.startsWith("#EXT-X-PROGRAM-DATE-TIME:")) at = stamp(value, at);
    else if (line.startsWith("#EXTINF:")) lengthMs = parseFloat(value) * 1_000;
    else if (line.startsWith("#EXT-X-ENDLIST")) list.ended = true;
    else if (line.startsWith("#EXT-X-STREAM-INF")) variant = true;
    else if (line && !line.startsWith("#")) {
      if (variant) list.variants.push(line.trim());
      if (list.from === null) list.from = at;
      if (at !== null) list.starts.push(at);
      if (list.starts.length > 1) playedMs += before;
      before = lengthMs;
      if (at !== null) at += lengthMs;
      variant = false;
    }
  }
  const last = list.starts[list.starts.length - 1];
  if (last !== undefined && list.from !== null && playedMs > 0 && last > list.from) list.rate = (last - list.from) / playedMs;
  return list;
}

/** Encoders write offsets with and without a colon. */
function stamp(value: string, before: number | null): number | null {
  const at = Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, "$1:$2"));
  return Number.isNaN(at) ? before : at;
}

/** When a player that starts now shows its first picture: three segments before the end, or the beginning of what has ended. */
export function startOf(list: Playlist): number | null {
  if (list.from === null || list.ended) return list.from;
  return list.starts[Math.max(0, list.starts.length - EDGE_SEGMENTS)] || list.from;
}

/** Fetches a media playlist, through its master when there is one; null when it cannot be had. */
export async function fetchPlaylist(url: string): Promise<Playlist | null> {
  try {
    let list = await read(url);
    const variant = list.variants[0];
    if (variant) list = await read(new URL(variant, new URL(url, location.href)).href);
    return list;
  } catch {
    return null;
  }
}

async function read(url: string): Promise<Playlist> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(String(response.status));
  return parsePlaylist(await response.text());
}
