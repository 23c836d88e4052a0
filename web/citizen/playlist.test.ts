// A viewer's place in the broadcast is read from the playlist's dates.
import { expect, it } from "vitest";
import { parsePlaylist, startOf } from "./playlist.ts";

const LIVE = `#EXTM3U
#EXT-X-TARGETDURATION:2
#EXT-X-MEDIA-SEQUENCE:7
#EXT-X-PROGRAM-DATE-TIME:2026-03-01T00:00:00.500+0000
#EXTINF:2.0,
a.ts
#EXTINF:2.0,
b.ts
#EXTINF:2.0,
c.ts
#EXTINF:2.0,
d.ts
`;
const T0 = Date.UTC(2026, 2, 1, 0, 0, 0, 500);

it("dates run on from the first stamp", () => {
  const list = parsePlaylist(LIVE);
  expect([list.from, list.starts[3], list.rate, list.ended]).toEqual([T0, T0 + 6_000, 1, false]);
});

it("a rehearsal that runs faster than time says so by its stamps", () => {
  const fast = LIVE.replace("#EXTINF:2.0,\nd.ts", "#EXT-X-PROGRAM-DATE-TIME:2026-03-01T00:02:00.500Z\n#EXTINF:2.0,\nd.ts");
  expect(parsePlaylist(fast).rate).toBe(20);
});

it("a broadcast starts three segments before its end, a recording at its beginning", () => {
  expect(startOf(parsePlaylist(LIVE))).toBe(T0 + 2_000);
  expect(startOf(parsePlaylist(`${LIVE}#EXT-X-ENDLIST\n`))).toBe(T0);
});

it("a stamp after the segment's length is read as well", () => {
  const other = "#EXTM3U\n#EXT-X-TARGETDURATION:2\n#EXTINF:2.0,\n#EXT-X-PROGRAM-DATE-TIME:2026-03-01T00:00:00.500Z\na.ts\n";
  expect(parsePlaylist(other)).toMatchObject({ from: T0, starts: [T0] });
});

it("a playlist without dates tells no moment, a master names its variants", () => {
  expect(startOf(parsePlaylist("#EXTM3U\n#EXTINF:2,\na.ts\n"))).toBeNull();
  expect(parsePlaylist("#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=1\nlow.m3u8\n").variants).toEqual(["low.m3u8"]);
});
