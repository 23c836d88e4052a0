// The broadcast: picture, sound only, or text. Fetched after the first paint; without it the page shows the hall and everything else.
import type { MeetingCard } from "../shared/protocol.ts";
import { clock } from "../shared/figures.ts";
import { meetingSpeed, serverNow } from "./clock.ts";
import { broadcastSince, setPicture } from "./moment.ts";
import { byId, icon, t, write } from "./page.ts";
import { confirm, say } from "./status.ts";
import { load, save } from "./storage.ts";
import { Stream } from "./stream.ts";

export type Mode = "picture" | "sound" | "text";

const MODE_KEY = "yanlu.mode";
/** Without a picture for this long, what else there is gets offered: the reader must not wait longer than 8 s. */
const FAIL_MS = 6_000;
/** A picture that stands still for this long has stalled; after much longer it is opened anew. */
const STALL_MS = 3_000;
const GIVE_UP_MS = 20_000;
const RETRY_MIN_MS = 5_000;
const RETRY_MAX_MS = 60_000;
/** Farther behind than usual by this much, the way back to the newest picture is offered. */
const BEHIND_MS = 10_000;
const TICK_MS = 1_000;
/** A stamp this far off is no stamp of this broadcast. */
const PLAUSIBLE_MS = 12 * 3_600_000;

interface AppleVideo {
  webkitEnterFullscreen?: () => void;
}
interface OlderElement {
  webkitRequestFullscreen?: () => void;
}
interface OlderDocument {
  webkitFullscreenElement?: Element | null;
  webkitExitFullscreen?: () => void;
}

function savesData(): boolean {
  const connection = (navigator as { connection?: { saveData?: boolean } }).connection;
  return Boolean(connection && connection.saveData);
}

export class Player {
  private stream: Stream | null = null;
  private current: Mode = "picture";
  private failTimer = 0;
  private retryTimer = 0;
  private retryMs = RETRY_MIN_MS;
  private movedAt = 0;
  private shownS = -1;
  /** How far behind the newest picture a viewer usually is; the least that was seen. */
  private usualMs = Infinity;
  private wanted = true;
  private heard = false;

  constructor(
    private meeting: MeetingCard,
    private readonly box: HTMLElement,
    private readonly video: HTMLVideoElement,
  ) {
    setPicture(() => this.taken());
    this.listen();
    window.setInterval(() => this.tick(), TICK_MS);
  }

  get mode(): Mode {
    return this.current;
  }

  /** Begins the way this device chose; where data is to be saved, with sound only. */
  start(): void {
    const kept = load(MODE_KEY);
    const known = kept === "picture" || kept === "sound" || kept === "text";
    this.setMode(known ? (kept as Mode) : savesData() && this.meeting.audio_url ? "sound" : "picture", false);
  }

  /** The meeting changed: a broadcast begins or ends, or comes from elsewhere. */
  meetingChanged(meeting: MeetingCard): void {
    const before = this.address();
    const began = meeting.phase.state === "live" && this.meeting.phase.state !== "live";
    this.meeting = meeting;
    if (before !== this.address() || began) this.setMode(this.current, false);
  }

  setMode(mode: Mode, chosen = true): void {
    this.current = mode;
    if (chosen) save(MODE_KEY, mode);
    this.box.dataset["mode"] = mode;
    this.stop();
    this.note("");
    const text = byId("textmode");
    if (text) text.hidden = mode !== "text";
    if (mode === "text") void import("./textmode.ts").then(({ openText }) => openText(this.meeting.id, this.meeting.captions_url));
    else this.load();
    this.paint();
    if (chosen) say(t(mode === "picture" ? "player.picture.on" : mode === "sound" ? "player.audio.on" : "player.text.on"));
  }

  private address(): string {
    return this.current === "sound" ? this.meeting.audio_url || this.meeting.stream_url : this.meeting.stream_url;
  }

  /** Before the start nothing is played, and a recording waits for the viewer's wish. */
  private load(): void {
    const url = this.address();
    const live = this.meeting.phase.state === "live";
    const before = this.meeting.phase.state === "draft" || this.meeting.phase.state === "open";
    if (!url || before) return;
    this.wanted = live || this.heard;
    this.stream = new Stream(this.video, url, { failed: () => this.failed() });
    if (this.wanted) this.play();
    else this.paint();
  }

  private play(): void {
    if (!this.stream) return this.load();
    this.wanted = true;
    this.failTimer = this.failTimer || window.setTimeout(() => this.offer(), FAIL_MS);
    if (!this.video.src && !this.video.srcObject) void this.stream.open();
    const playing = this.video.play();
    // A browser that forbids even muted playing gets a button; an address that is not there yet ends this promise too.
    if (playing) playing.catch((error: DOMException) => error.name === "NotAllowedError" && this.refused());
    this.paint();
  }

  private refused(): void {
    this.settled();
    this.wanted = false;
    this.paint();
  }

  private stop(): void {
    this.settled();
    window.clearTimeout(this.retryTimer);
    if (this.stream) this.stream.close();
    this.stream = null;
    this.shownS = -1;
    this.usualMs = Infinity;
    this.box.classList.remove("playing");
  }

  private settled(): void {
    window.clearTimeout(this.failTimer);
    this.failTimer = 0;
  }

  /** It has not come yet: says so and offers what else there is. It may still come, over a slow line. */
  private offer(): void {
    this.settled();
    if (this.current !== "text") this.note(t("player.fail"), true);
  }

  /** It cannot come: offers what else there is, and tries again by itself. */
  private failed(): void {
    this.offer();
    if (this.stream) this.stream.close();
    this.stream = null;
    if (this.current === "text") return;
    window.clearTimeout(this.retryTimer);
    this.retryTimer = window.setTimeout(() => this.load(), this.retryMs);
    this.retryMs = Math.min(RETRY_MAX_MS, this.retryMs * 2);
  }

  private note(words: string, choices = false): void {
    const note = byId("p-note");
    if (!note) return;
    const told = this.box.classList.contains("failed");
    note.hidden = !words;
    note.classList.toggle("small", !choices);
    this.box.classList.toggle("failed", choices);
    write(note, ".w", words);
    const ways = byId("p-ways");
    if (ways) ways.hidden = !choices;
    // Each try that fails again is no news.
    if (words && choices && !told) say(words);
  }

  private listen(): void {
    const on = (id: string, done: () => void): void => {
      const button = byId(id);
      if (button) button.addEventListener("click", done);
    };
    on("unmute", () => this.unmute());
    on("p-play", () => this.toggle());
    on("golive", () => this.toEdge());
    on("p-full", () => this.toggleFull());
    const ways = byId("p-ways");
    if (ways) ways.addEventListener("click", (event) => this.way(event));
    this.video.addEventListener("playing", () => this.playing());
    this.video.addEventListener("pause", () => this.paint());
    this.video.addEventListener("volumechange", () => this.paint());
    this.video.addEventListener("ended", () => this.paint());
    ["fullscreenchange", "webkitfullscreenchange"].forEach((name) => document.addEventListener(name, () => this.paintFull()));
  }

  private way(event: Event): void {
    const button = (event.target as Element).closest<HTMLElement>("[data-way]");
    const way = button && button.dataset["way"];
    if (way === "sound" || way === "text") this.setMode(way);
    else if (way === "retry") this.setMode(this.current, false);
  }

  private playing(): void {
    this.settled();
    window.clearTimeout(this.retryTimer);
    this.retryMs = RETRY_MIN_MS;
    this.movedAt = Date.now();
    this.note("");
    this.box.classList.add("playing");
    this.paint();
  }

  private unmute(): void {
    this.video.muted = false;
    this.heard = true;
    this.play();
  }

  private toggle(): void {
    if (this.video.paused) {
      this.play();
    } else {
      this.wanted = false;
      this.video.pause();
    }
    this.paint();
  }

  private toEdge(): void {
    if (this.stream) this.stream.toEdge();
    this.usualMs = Infinity;
    this.play();
  }

  /** Plays the moment `ms` after the start of the broadcast, or says that it cannot be seen now. */
  seek(ms: number): void {
    const since = broadcastSince();
    const done = since > 0 && this.stream !== null && this.stream.seekTo(since + ms);
    if (!done) return say(t("player.norewind"));
    this.play();
    confirm(t("player.at", { time: clock(ms) }));
  }

  /** Whether the moment can be played. */
  get recorded(): boolean {
    return this.stream !== null && this.stream.recorded;
  }

  /** When the picture was taken, on the meeting's clock. */
  private taken(): number | null {
    const date = this.stream && this.video.readyState > 1 ? this.stream.date() : null;
    if (date === null) return null;
    if (this.meeting.phase.state !== "live") return date;
    // Encoders date by real time; a rehearsal's may date by the meeting's faster clock. The nearer one is meant.
    const behind = Date.now() - date;
    const real = meetingSpeed() !== 1 && Math.abs(behind) < Math.abs(serverNow() - date) / meetingSpeed();
    const at = real ? serverNow() - behind * meetingSpeed() : date;
    return Math.abs(serverNow() - at) > PLAUSIBLE_MS ? null : Math.min(at, serverNow());
  }

  private tick(): void {
    if (document.hidden || !this.stream) return;
    const moved = this.video.currentTime !== this.shownS;
    this.shownS = this.video.currentTime;
    if (moved) this.movedAt = Date.now();
    const stuck = this.wanted && this.box.classList.contains("playing") && !this.video.paused && Date.now() - this.movedAt;
    if (stuck && stuck > GIVE_UP_MS) this.failed();
    else if (stuck && stuck > FAIL_MS) this.offer();
    else if (stuck && stuck > STALL_MS) this.stalled();
    this.paintDelay();
  }

  /** Says so, and asks for the newest picture once: another server of the network may answer. */
  private stalled(): void {
    const note = byId("p-note");
    if (!this.stream || !note || !note.hidden) return;
    this.note(t("player.stall"));
    if (!this.stream.recorded) this.stream.toEdge();
  }

  private paintDelay(): void {
    const line = byId("delay");
    const back = byId("golive");
    if (!line || !back) return;
    const at = this.taken();
    const live = this.meeting.phase.state === "live";
    const behind = at === null ? null : (serverNow() - at) / meetingSpeed();
    if (behind !== null && !this.video.paused) this.usualMs = Math.min(this.usualMs, behind);
    const far = live && behind !== null && behind > Math.max(this.usualMs, this.meeting.stream_delay_s * 1_000) + BEHIND_MS;
    line.hidden = !live || behind === null || far;
    if (behind !== null) line.textContent = t("player.delay", { n: Math.round(behind / 1_000) });
    back.hidden = !far;
  }

  /** Buttons show what a tap does. */
  private paint(): void {
    const paused = this.video.paused || !this.wanted;
    const play = byId("p-play");
    if (play) {
      play.hidden = !this.stream;
      play.setAttribute("aria-label", t(paused ? "player.play" : "player.pause"));
      icon(play, paused ? "play-fill" : "pause-fill");
    }
    const full = byId("p-full");
    if (full) full.hidden = !this.stream || this.current !== "picture";
    const unmute = byId("unmute");
    if (unmute) {
      unmute.hidden = !this.stream || (!this.video.muted && !(paused && !this.box.classList.contains("playing")));
      write(unmute, ".w", t(paused && !this.box.classList.contains("playing") ? "player.start" : "player.unmute"));
    }
    const delay = byId("delay");
    if (delay && !this.stream) delay.hidden = true;
    document.dispatchEvent(new CustomEvent("yanlu:playing", { detail: !paused || !this.stream }));
  }

  private toggleFull(): void {
    const older = document as OlderDocument;
    if (document.fullscreenElement || older.webkitFullscreenElement) {
      if (document.exitFullscreen) void document.exitFullscreen();
      else if (older.webkitExitFullscreen) older.webkitExitFullscreen();
      return;
    }
    const box = this.box as HTMLElement & OlderElement;
    const video = this.video as HTMLVideoElement & AppleVideo;
    if (box.requestFullscreen) void box.requestFullscreen().catch(() => undefined);
    else if (box.webkitRequestFullscreen) box.webkitRequestFullscreen();
    else if (video.webkitEnterFullscreen) video.webkitEnterFullscreen();
  }

  private paintFull(): void {
    const full = byId("p-full");
    const on = Boolean(document.fullscreenElement || (document as OlderDocument).webkitFullscreenElement);
    if (!full) return;
    full.setAttribute("aria-label", t(on ? "player.unfull" : "player.full"));
    icon(full, on ? "corners-in-bold" : "corners-out-bold");
  }
}

/** The player of this page; null where the page has no picture. */
export function createPlayer(meeting: MeetingCard): Player | null {
  const box = byId("player");
  const video = byId<HTMLVideoElement>("video");
  if (!box || !video) return null;
  const player = new Player(meeting, box, video);
  player.start();
  return player;
}
