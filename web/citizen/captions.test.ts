// Captions come as lines or as a file; the reader sees one list in order.
import { expect, it } from "vitest";
import { mergeCaptions, parseVtt } from "./captions.ts";

it("cues of a caption file count from the start of the broadcast", () => {
  const file = "WEBVTT\n\n1\n00:01.500 --> 00:04.000\n<v 主持人>各位委员</v>\n好\n\nNOTE x\n\n01:02:03.004 --> 01:02:09.000 align:start\n请发言\n";
  expect(parseVtt(file)).toEqual([
    { moment_ms: 1_500, text: "各位委员 好" },
    { moment_ms: 3_723_004, text: "请发言" },
  ]);
  expect(parseVtt("<html>no such file</html>")).toEqual([]);
});

it("a line that comes twice is shown once, the oldest go first", () => {
  const line = (moment_ms: number) => ({ moment_ms, text: `第${moment_ms}句` });
  expect(mergeCaptions([line(3), line(1)], [line(2), line(3)], 2)).toEqual([line(2), line(3)]);
});
