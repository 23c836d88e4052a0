// The network ladder: socket, then event stream, then segments. It delivers frames in order and tells how the line is; it knows
// nothing of what frames mean and nothing of the document.
import type { Frame, LiveSegments, Resync, Segment } from "../shared/protocol.ts";

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** Nothing is said about a drop before this. */
const QUIET_MS = 3_000;
/** Two failures of a rung within this lead one rung down. */
const FAILURES_WITHIN_MS = 10_000;
const FAILURES_MAX = 2;
export const POLL_MS = 5_000;
/** After this long on segments the socket is tried again. */
const CLIMB_MS = 120_000;
/** Close codes: 41xx go on by segments, 45xx do not come back. */
const BY_SEGMENTS = [4100, 4101];
const FOR_GOOD = [4500, 4504];

export type Line = { state: "open" } | { state: "back" } | { state: "off"; attempt: number } | { state: "slow" };

export interface Listener {
  /** The place up to which everything is known. */
  seq(): number;
  /** Takes a frame; `false` when something before it is missing. */
  frame(frame: Frame): boolean;
  /** The history for `seq` is gone: get the board. Resolves when done. */
  resync(): Promise<boolean>;
  line(line: Line): void;
}

type Rung = "socket" | "stream" | "segments";

function isResync(message: Frame | Resync): message is Resync {
  return (message as Resync).resync === true;
}

export class Ladder {
  private rung: Rung = "WebSocket" in window ? "socket" : "EventSource" in window ? "stream" : "segments";
  private failures: number[] = [];
  private attempt = 0;
  private connected = false;
  private quietTimer = 0;
  private retryTimer = 0;
  private told = false;
  private close: () => void = () => undefined;
  private ended = false;
  private rungSince = Date.now();

  constructor(
    private readonly meeting: string,
    private readonly listener: Listener,
  ) {}

  start(): void {
    window.addEventListener("online", () => this.hurry());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden) this.hurry();
    });
    this.connect();
  }

  /** Tries again now instead of at the end of the pause. */
  private hurry(): void {
    if (this.retryTimer && !this.ended) this.connect();
  }

  private connect(): void {
    window.clearTimeout(this.retryTimer);
    this.retryTimer = 0;
    const since = this.listener.seq();
    const base = `/api/v1/meetings/${this.meeting}`;
    if (this.rung === "socket") this.openSocket(`${base}/socket?since=${since}`);
    else if (this.rung === "stream") this.openStream(`${base}/events?since=${since}`);
    else void this.poll();
  }

  private openSocket(path: string): void {
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + path);
    this.close = () => socket.close();
    socket.onopen = () => this.opened();
    socket.onmessage = (event: MessageEvent<string>) => this.receive(event.data, () => socket.close());
    socket.onclose = (event) => {
      socket.onclose = null;
      if (FOR_GOOD.indexOf(event.code) >= 0) this.ended = true;
      if (BY_SEGMENTS.indexOf(event.code) >= 0) this.goTo("segments");
      this.dropped();
    };
  }

  private openStream(path: string): void {
    const stream = new EventSource(path);
    this.close = () => stream.close();
    stream.onopen = () => this.opened();
    stream.onmessage = (event: MessageEvent<string>) => this.receive(event.data, () => this.restart(stream));
    stream.onerror = () => this.restart(stream);
  }

  private restart(stream: EventSource): void {
    stream.onerror = null;
    stream.close();
    this.dropped();
  }

  private receive(text: string, again: () => void): void {
    let message: Frame | Resync;
    try {
      message = JSON.parse(text);
    } catch {
      return again();
    }
    if (isResync(message)) void this.listener.resync().then(again);
    else if (!this.listener.frame(message)) again();
  }

  private opened(): void {
    this.connected = true;
    this.attempt = 0;
    window.clearTimeout(this.quietTimer);
    this.quietTimer = 0;
    this.listener.line({ state: this.told ? "back" : "open" });
    this.told = false;
  }

  private dropped(): void {
    this.connected = false;
    if (this.ended) return;
    this.descend();
    if (!this.quietTimer) this.quietTimer = window.setTimeout(() => this.tell(), QUIET_MS);
    if (this.told) this.tell();
    const pause = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** this.attempt);
    this.attempt += 1;
    this.retryTimer = window.setTimeout(() => this.connect(), pause * (0.5 + Math.random() / 2));
  }

  /** One rung down after two failures in ten seconds. */
  private descend(): void {
    const now = Date.now();
    this.failures = this.failures.filter((at) => now - at < FAILURES_WITHIN_MS).concat(now);
    if (this.failures.length < FAILURES_MAX || this.rung === "segments") return;
    this.failures = [];
    this.goTo(this.rung === "socket" && "EventSource" in window ? "stream" : "segments");
  }

  private goTo(rung: Rung): void {
    this.rung = rung;
    this.rungSince = Date.now();
  }

  private tell(): void {
    if (this.connected || this.ended) return;
    this.told = true;
    this.listener.line({ state: "off", attempt: Math.max(1, this.attempt) });
  }

  private async poll(): Promise<void> {
    const done = await this.pollOnce();
    if (!done) return this.dropped();
    if (!this.connected) this.opened();
    this.listener.line({ state: "slow" });
    if (Date.now() - this.rungSince > CLIMB_MS && "WebSocket" in window) {
      this.goTo("socket");
      return this.connect();
    }
    this.retryTimer = window.setTimeout(() => this.connect(), POLL_MS * (0.9 + Math.random() / 5));
  }

  private async pollOnce(): Promise<boolean> {
    try {
      const live = await json<LiveSegments>(`/m/${this.meeting}/feed/live.json`);
      const news = live.segments.filter((segment) => segment.to > this.listener.seq());
      const first = news[0];
      const missing = first ? first.from > this.listener.seq() + 1 : live.seq > this.listener.seq();
      if (missing) return await this.listener.resync();
      for (const { n } of news) {
        const segment = await json<Segment>(`/m/${this.meeting}/feed/${n}.json`);
        if (!this.listener.frame(segment)) return await this.listener.resync();
      }
      return true;
    } catch {
      return false;
    }
  }

  stop(): void {
    this.ended = true;
    window.clearTimeout(this.retryTimer);
    this.close();
  }
}

async function json<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()) as T;
}
