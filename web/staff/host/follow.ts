// The meeting's public frames over a socket, tried again for as long as the page lives. It says that something changed and how the line
// is; what there is now, the page reads itself. Without a socket the page looks by itself, once a second.
import type { Frame, Resync } from "../../shared/protocol";

const BACKOFF_MS_MIN = 1_000;
const BACKOFF_MS_MAX = 15_000;

export interface Follower {
  /** The place in the log up to which everything is known. */
  seq(): number;
  /** Takes a frame that follows what is known. */
  frame(frame: Frame): void;
  /** Something is missing: read everything again. */
  reread(): void;
  /** The socket opened or went. */
  line(open: boolean): void;
}

export class Follow {
  #socket: WebSocket | null = null;
  #timer = 0;
  #attempt = 0;
  #stopped = false;

  constructor(
    private readonly meeting: string,
    private readonly follower: Follower,
  ) {}

  start(): () => void {
    this.#connect();
    return () => {
      this.#stopped = true;
      window.clearTimeout(this.#timer);
      this.#socket?.close();
    };
  }

  #connect(): void {
    if (this.#stopped) return;
    const path = `/api/v1/meetings/${encodeURIComponent(this.meeting)}/socket?since=${this.follower.seq()}`;
    const socket = new WebSocket(location.origin.replace(/^http/, "ws") + path);
    this.#socket = socket;
    socket.onopen = () => {
      this.#attempt = 0;
      this.follower.line(true);
      // What happened between the last look and now may be in no frame.
      this.follower.reread();
    };
    socket.onmessage = (event: MessageEvent<string>) => this.#receive(event.data);
    socket.onclose = () => {
      this.follower.line(false);
      const pause = Math.min(BACKOFF_MS_MAX, BACKOFF_MS_MIN * 2 ** this.#attempt);
      this.#attempt += 1;
      if (!this.#stopped) this.#timer = window.setTimeout(() => this.#connect(), pause);
    };
  }

  #receive(text: string): void {
    const message = parse(text);
    if (message === null) return;
    if ("resync" in message || message.from > this.follower.seq() + 1) this.follower.reread();
    else if (message.to > this.follower.seq()) this.follower.frame(message);
  }
}

function parse(text: string): Frame | Resync | null {
  try {
    return JSON.parse(text) as Frame | Resync;
  } catch {
    return null;
  }
}
