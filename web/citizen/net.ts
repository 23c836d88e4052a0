// The network ladder: socket, then event stream, then segments, then the board itself as the page without a script would fetch it.
// It delivers frames in order and tells how the line is; it knows nothing of what frames mean and nothing of the document.
import type { Frame, LiveSegments, Resync, Segment } from "../shared/protocol.ts";

const BACKOFF_MIN_MS = 1_000;
const BACKOFF_MAX_MS = 30_000;
/** Nothing is said about a drop before this. */
const QUIET_MS = 3_000;
/** Two failures of a rung within this lead one rung down. */
const FAILURES_WITHIN_MS = 10_000;
const FAILURES_MAX = 2;
export const POLL_MS = 5_000;
/** The pace of the page without a script. */
export const PAGE_MS = 30_000;
/** After this long on a lower rung the socket is tried again. */
const CLIMB_MS = 120_000;
/** A connection that neither opens nor fails has failed. */
const CONNECT_MS = 10_000;
/** A connection that is silent for this long is looked after: the way may have died without a word. */
const SILENT_MS = 90_000;
const LOOK_MS = 15_000;
/** Close codes: 41xx go on by segments, 45xx do not come back. */
const BY_SEGMENTS = [4100, 4101];
const FOR_GOOD = [4500, 4504];

export type Line = { state: "open" } | { state: "back" } | { state: "off"; attempt: number } | { state: "slow"; every_ms: number };

export interface Listener {
  /** The place up to which everything is known. */
  seq(): number;
  /** Takes a frame; `false` when something before it is missing. */
  frame(frame: Frame): boolean;
  /** The history for `seq` is gone: get the board. Resolves when done. */
  resync(): Promise<boolean>;
  line(line: Line): void;
}

/** What a connection reports. */
export interface Ears {
  opened(): void;
  message(text: string): void;
  /** The close code; 0 when there was none. */
  closed(code: number): void;
}

/** The ways out of the page. */
export interface World {
  /** Opens a connection; the answer closes it. Null where the browser has no such thing. */
  socket: ((path: string, ears: Ears) => () => void) | null;
  stream: ((path: string, ears: Ears) => () => void) | null;
  /** `status` 0: not reached. */
  json(path: string): Promise<{ status: number; body: unknown }>;
  /** Whether the device believes to have a network at all. */
  online(): boolean;
}

type Rung = "socket" | "stream" | "segments" | "page";
type Timer = ReturnType<typeof setTimeout>;

function isResync(message: Frame | Resync): message is Resync {
  return (message as Resync).resync === true;
}

export class Ladder {
  rung: Rung;
  private failures: number[] = [];
  /** Tries since the line went: what the reader is told. */
  private attempt = 0;
  /** Tries on this rung: what the pause grows with. */
  private weight = 0;
  private connected = false;
  private quiet: Timer | undefined;
  private retry: Timer | undefined;
  private patience: Timer | undefined;
  private looking: Timer | undefined;
  private told = false;
  /** Every rung failed: the way is gone, not the rung. */
  private unreached = false;
  private hangUp: (() => void) | null = null;
  private ended = false;
  private heardAt = Date.now();
  private climbAt = 0;
  /** Counts connections, so that an old one has no say. */
  private turn = 0;

  constructor(
    private readonly meeting: string,
    private readonly listener: Listener,
    private readonly world: World,
  ) {
    this.rung = this.top();
  }

  start(): void {
    this.connect();
    this.looking = setInterval(() => this.look(), LOOK_MS);
  }

  stop(): void {
    this.ended = true;
    this.turn += 1;
    [this.quiet, this.retry, this.patience].forEach((timer) => clearTimeout(timer));
    clearInterval(this.looking);
    if (this.hangUp) this.hangUp();
  }

  /** The device has a network again, or another one: what looks open may be dead. */
  online(): void {
    if (this.ended) return;
    this.failures = [];
    this.attempt = this.weight = 0;
    if (this.rung === "socket" || this.rung === "stream" || !this.connected) this.rung = this.top();
    this.connect();
  }

  /** The device says that it has no network. */
  offline(): void {
    if (this.connected) this.dropped();
  }

  /** The reader looks at the page again. */
  seen(): void {
    if (this.ended) return;
    if (!this.connected && this.retry) this.connect();
    else if (Date.now() - this.heardAt > LOOK_MS) void this.probe();
  }

  /** A request of the reader's failed on its way. */
  suspect(): void {
    if (this.connected && !this.ended) void this.probe();
  }

  private top(): Rung {
    return this.world.socket ? "socket" : this.world.stream ? "stream" : "segments";
  }

  private connect(): void {
    clearTimeout(this.retry);
    clearTimeout(this.patience);
    this.retry = undefined;
    this.turn += 1;
    if (this.hangUp) this.hangUp();
    this.hangUp = null;
    if (this.rung === "segments" || this.rung === "page") return void this.poll(this.turn);
    this.open(this.rung, (code) => this.closed(code));
  }

  /** Opens a connection that takes the place of whatever carries now, once it stands. */
  private open(rung: "socket" | "stream", failed: (code: number) => void): void {
    const way = rung === "socket" ? this.world.socket : this.world.stream;
    if (!way) return failed(0);
    const turn = this.turn;
    const current = (): boolean => turn === this.turn;
    const path = `/api/v1/meetings/${this.meeting}/${rung === "socket" ? "socket" : "events"}?since=${this.listener.seq()}`;
    const hangUp = way(path, {
      opened: () => {
        if (!current()) return;
        clearTimeout(this.patience);
        this.opened();
      },
      message: (text) => current() && this.receive(text),
      closed: (code) => {
        if (!current()) return;
        clearTimeout(this.patience);
        hangUp();
        failed(code);
      },
    });
    this.hangUp = hangUp;
    this.patience = setTimeout(() => {
      if (!current()) return;
      hangUp();
      failed(0);
    }, CONNECT_MS);
  }

  private closed(code: number): void {
    this.turn += 1;
    this.hangUp = null;
    if (FOR_GOOD.indexOf(code) >= 0) return this.stop();
    if (BY_SEGMENTS.indexOf(code) >= 0) this.goTo("segments");
    this.dropped();
  }

  private receive(text: string): void {
    this.heardAt = Date.now();
    let message: Frame | Resync | null = null;
    try {
      message = JSON.parse(text);
    } catch {
      // A proxy cut it short.
    }
    const again = (): void => this.closed(0);
    if (!message) return again();
    if (isResync(message)) return void this.listener.resync().then(again);
    if (!this.listener.frame(message)) again();
  }

  private opened(): void {
    const news = !this.connected;
    this.connected = true;
    this.attempt = this.weight = 0;
    this.heardAt = Date.now();
    clearTimeout(this.quiet);
    this.quiet = undefined;
    if (news) this.listener.line({ state: this.told ? "back" : "open" });
    this.told = false;
  }

  private dropped(): void {
    this.connected = false;
    this.turn += 1;
    if (this.hangUp) this.hangUp();
    this.hangUp = null;
    if (this.ended) return;
    const down = this.descend();
    if (!this.quiet) this.quiet = setTimeout(() => this.tell(), QUIET_MS);
    this.attempt += 1;
    if (this.told) this.tell();
    const pause = Math.min(BACKOFF_MAX_MS, BACKOFF_MIN_MS * 2 ** this.weight) * (0.5 + Math.random() / 2);
    if (!down) this.weight += 1;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => this.connect(), down ? 0 : pause);
  }

  /** One rung down after two failures in ten seconds. Without a network no rung is to blame. */
  private descend(): boolean {
    if (!this.world.online()) return false;
    const now = Date.now();
    this.failures = this.failures.filter((at) => now - at < FAILURES_WITHIN_MS).concat(now);
    if (this.failures.length < FAILURES_MAX) return false;
    const above = this.rung;
    if (this.rung === "socket") this.goTo(this.world.stream ? "stream" : "segments");
    else if (this.rung === "stream") this.goTo("segments");
    else if (this.rung === "segments" && !this.unreached) this.goTo("page");
    return this.rung !== above;
  }

  private goTo(rung: Rung): void {
    this.failures = [];
    this.weight = 0;
    this.rung = rung;
    this.climbAt = Date.now() + CLIMB_MS;
  }

  private tell(): void {
    if (this.connected || this.ended) return;
    this.told = true;
    this.listener.line({ state: "off", attempt: Math.max(1, this.attempt) });
  }

  private async poll(turn: number): Promise<void> {
    const page = this.rung === "page";
    const status = page ? ((await this.listener.resync()) ? 200 : 0) : await this.pollOnce();
    if (turn !== this.turn || this.ended) return;
    if (status !== 200) {
      this.unreached = status === 0;
      return this.dropped();
    }
    // The whole way was gone and is back: the rung was not to blame.
    if (this.unreached) this.climbAt = 0;
    this.unreached = false;
    this.opened();
    const every_ms = page ? PAGE_MS : POLL_MS;
    this.listener.line({ state: "slow", every_ms });
    if (Date.now() >= this.climbAt && this.top() === "socket") return this.climb(every_ms);
    this.again(every_ms);
  }

  private again(every_ms: number): void {
    this.retry = setTimeout(() => this.connect(), every_ms * (0.9 + Math.random() / 5));
  }

  /** Tries the socket while the lower rung still counts as connected: no word is said when it fails. */
  private climb(every_ms: number): void {
    const below = this.rung;
    this.rung = "socket";
    this.open("socket", () => {
      this.turn += 1;
      this.hangUp = null;
      this.goTo(below);
      this.again(every_ms);
    });
  }

  /** The status of the first request that failed, else 200. */
  private async pollOnce(): Promise<number> {
    const live = await this.world.json(`/m/${this.meeting}/feed/live.json`);
    if (live.status !== 200) return live.status;
    const { segments, seq } = live.body as LiveSegments;
    const news = segments.filter((segment) => segment.to > this.listener.seq());
    const first = news[0];
    const missing = first ? first.from > this.listener.seq() + 1 : seq > this.listener.seq();
    if (missing) return (await this.listener.resync()) ? 200 : 0;
    for (const { n } of news) {
      const segment = await this.world.json(`/m/${this.meeting}/feed/${n}.json`);
      if (segment.status !== 200) return segment.status;
      if (!this.listener.frame(segment.body as Segment)) return (await this.listener.resync()) ? 200 : 0;
    }
    return 200;
  }

  private look(): void {
    const carried = this.connected && (this.rung === "socket" || this.rung === "stream");
    if (carried && Date.now() - this.heardAt > SILENT_MS) void this.probe();
  }

  /** Asks by another way whether the connection still carries: the server answers, and has nothing that we lack. */
  private async probe(): Promise<void> {
    const turn = this.turn;
    const silent = Date.now() - this.heardAt > QUIET_MS;
    const { status, body } = await this.world.json(`/m/${this.meeting}/feed/live.json`);
    if (turn !== this.turn || !this.connected) return;
    const behind = silent && status === 200 && (body as LiveSegments).seq > this.listener.seq();
    if (status === 0 || behind) this.dropped();
    else this.heardAt = Date.now();
  }
}
