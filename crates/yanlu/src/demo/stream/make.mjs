// Makes the demo's broadcast: the drawn hall of the citizens' page with a clock on its wall, one minute long, and a soft chord.
// Needs node, ffmpeg, a Chromium (CHROMIUM=/usr/bin/chromium) and `npm ci` in tests/e2e. The product needs none of them: it carries
// hall.ts, sound.ts and their lists of byte ranges. Run in this folder: node make.mjs
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "../../../../../tests/e2e/node_modules/playwright-core/index.mjs";

const SECONDS = 60;
const SEGMENT_S = 4;
/** Pictures a second: the clock ticks once a second, the rest is slack for the decoder. */
const RATE = 4;
const TITLE = "公园城市规划建设专题协商会";
/** A G major chord that swells every 12 s, and a bell each segment; the loop ends where it began. */
const SOUND =
  "aevalsrc=0.055*(sin(2*PI*196*t)+0.7*sin(2*PI*246.9333333*t)+0.6*sin(2*PI*293.6666667*t)+0.25*sin(2*PI*392*t))" +
  "*(0.75+0.25*sin(2*PI*t/12))*(0.9+0.1*sin(2*PI*t/5))+0.03*sin(2*PI*587.3333333*t)*exp(-4*mod(t\\,4)):s=32000:d=60";

const marks = [...Array(12).keys()].map((hour) => `<path d="M-2.5-52h5v${hour % 3 === 0 ? 14 : 8}h-5z" transform="rotate(${hour * 30})" fill="#14252b"/>`);
const clock =
  `<g transform="translate(1142 92)"><circle r="62" fill="#0a1d23" opacity=".88"/><circle r="56" fill="#f4f8f7"/>${marks.join("")}` +
  `<path id="hand" d="M-3.5 14L0-50L3.5 14z" fill="#a8281c"/><circle r="6" fill="#a8281c"/></g>` +
  `<rect x="1066" y="162" width="152" height="58" rx="10" fill="#0a1d23" opacity=".88"/>` +
  `<text id="digits" x="1142" y="205" text-anchor="middle" font-family="monospace" font-weight="700" font-size="42" fill="#f4f8f7"></text>`;
const hall = readFileSync("../../../../../web/citizen/templates/hall.svg", "utf8")
  .replace(/\{%[^%]*%\}/g, "")
  .replace("{{ banner }}", TITLE)
  .replace('<text x="640"', '<text fill="#f7e3b5" font-family="Noto Serif CJK SC, serif" font-weight="700" font-size="42" x="640"')
  .replace("</svg>", `${clock}</svg>`);

const frames = mkdtempSync(join(tmpdir(), "hall-"));
const browser = await chromium.launch({ executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
const page = await browser.newPage({ viewport: { width: 480, height: 270 } });
await page.setContent(`<style>body{margin:0}svg{width:480px;height:270px;display:block}</style>${hall}`);
for (let second = 0; second < SECONDS; second += 1) {
  const two = String(second).padStart(2, "0");
  await page.evaluate(([turn, text]) => {
    document.getElementById("hand").setAttribute("transform", `rotate(${turn})`);
    document.getElementById("digits").textContent = text;
  }, [second * 6, `00:${two}`]);
  await page.screenshot({ path: join(frames, `${two}.png`) });
}
await browser.close();

const sound = ["-c:a", "aac", "-b:a", "14k", "-ac", "1"];
const cut = (name) => ["-f", "hls", "-hls_time", String(SEGMENT_S), "-hls_list_size", "0", "-hls_flags", "single_file", "-hls_segment_filename", `${name}.ts`, `${name}.m3u8`];
const picture = ["-r", String(RATE), "-c:v", "libx264", "-profile:v", "baseline", "-level", "2.1", "-pix_fmt", "yuv420p", "-preset", "veryslow", "-tune", "stillimage",
  "-crf", "33", "-g", String(RATE * SEGMENT_S), "-keyint_min", String(RATE * SEGMENT_S), "-sc_threshold", "0", "-refs", "1"];
const ffmpeg = (...args) => execFileSync("ffmpeg", ["-y", "-v", "error", "-bitexact", ...args], { stdio: "inherit" });
ffmpeg("-framerate", "1", "-i", join(frames, "%02d.png"), "-f", "lavfi", "-i", SOUND, "-map", "0:v", "-map", "1:a", "-t", String(SECONDS), ...picture, ...sound, ...cut("hall"));
ffmpeg("-f", "lavfi", "-i", SOUND, "-t", String(SECONDS), ...sound, ...cut("sound"));
rmSync(frames, { recursive: true });

// The encoder's tail (a few milliseconds after the minute) would be a segment of its own: it is left off.
for (const name of ["hall", "sound"]) {
  const whole = readFileSync(`${name}.m3u8`, "utf8").split("#EXTINF:").slice(1, 1 + SECONDS / SEGMENT_S);
  const ranges = whole.map((entry) => /BYTERANGE:(\d+)@(\d+)/.exec(entry)).map(([, length, from]) => [Number(from), Number(length)]);
  const [from, length] = ranges[ranges.length - 1];
  truncateSync(`${name}.ts`, from + length);
  writeFileSync(`${name}.ranges`, `${ranges.map((range) => range.join(" ")).join("\n")}\n`);
  rmSync(`${name}.m3u8`);
}
