// Plays an HLS address in a media element: natively where the browser can, else with hls.js, which is fetched only then.
// It knows where in time the picture stands, and nothing of buttons.
import type Hls from "hls.js/light";
import { EDGE_SEGMENTS, fetchPlaylist, startOf } from "./playlist.ts";

const HLS_TYPE = "application/vnd.apple.mpegurl";
/** How much is kept ready and kept behind, in seconds: little memory on a poor phone. */
const AHEAD_S = 20;
const BEHIND_S = 60;
/** How many segments a viewer may fall behind before the player jumps on. */
const LATEST_SEGMENTS = 30;

export interface StreamEvents {
  /** It cannot be played, by neither way. */
  failed(): void;
}

interface Dated {
  getStartDate?: () => Date;
}

export class Stream {
  private library: Hls | null = null;
  /** When the media element's time 0 was taken; null while nobody knows. */
  private zero: number | null = null;
  /** Milliseconds of the dates for each of playing. */
  private rate = 1;
  private gone = false;
  private played = false;

  constructor(
    private readonly media: HTMLMediaElement,
    private readonly url: string,
    private readonly events: StreamEvents,
  ) {}

  /** Begins to load. */
  async open(): Promise<void> {
    if (this.media.canPlayType(HLS_TYPE)) this.openNatively();
    else await this.openWithLibrary();
  }

  private openNatively(): void {
    this.media.addEventListener("error", this.onError);
    this.media.addEventListener("playing", this.onPlaying);
    this.media.src = this.url;
  }

  private readonly onPlaying = (): void => {
    if (!this.played) void this.findZero();
    this.played = true;
  };

  /** Some browsers say that they can and then cannot: the library is the second try. */
  private readonly onError = (): void => {
    if (this.gone || this.library) return;
    this.forgetNative();
    if (this.played) this.events.failed();
    else void this.openWithLibrary();
  };

  private async findZero(): Promise<void> {
    const started = this.media.currentTime;
    const list = await fetchPlaylist(this.url);
    const start = list ? startOf(list) : null;
    if (!list || start === null) return;
    this.rate = list.rate;
    this.zero = start - started * 1_000 * list.rate;
  }

  private async openWithLibrary(): Promise<void> {
    try {
      const { default: Library } = await import("hls.js/light");
      if (this.gone) return;
      if (!Library.isSupported()) return this.events.failed();
      const hls = new Library({
        maxBufferLength: AHEAD_S,
        backBufferLength: BEHIND_S,
        liveSyncDurationCount: EDGE_SEGMENTS,
        liveMaxLatencyDurationCount: LATEST_SEGMENTS,
        capLevelToPlayerSize: true,
      });
      this.library = hls;
      hls.on(Library.Events.ERROR, (_, data) => {
        if (data.fatal) this.events.failed();
      });
      hls.loadSource(this.url);
      hls.attachMedia(this.media);
    } catch {
      this.events.failed();
    }
  }

  /** When the picture that is shown was taken, by the encoder's clock (ms since 1970); null while nobody knows. */
  date(): number | null {
    if (this.library) {
      const date = this.library.playingDate;
      return date ? date.getTime() : null;
    }
    const start = (this.media as Dated).getStartDate;
    const native = start ? start.call(this.media).getTime() : NaN;
    const zero = Number.isNaN(native) ? this.zero : native;
    return zero === null ? null : zero + this.media.currentTime * 1_000 * this.rate;
  }

  /** Goes to the picture that was taken at `date`; whether it could. */
  seekTo(date: number): boolean {
    const shown = this.date();
    if (shown === null) return false;
    const to = this.media.currentTime + (date - shown) / 1_000 / this.rate;
    const ranges = this.media.seekable;
    for (let at = 0; at < ranges.length; at += 1) {
      if (to < ranges.start(at) || to > ranges.end(at)) continue;
      this.media.currentTime = to;
      return true;
    }
    return false;
  }

  /** Goes to the newest picture. */
  toEdge(): void {
    const edge = this.library && this.library.liveSyncPosition;
    const ranges = this.media.seekable;
    if (edge) this.media.currentTime = edge;
    else if (ranges.length > 0 && Number.isFinite(ranges.end(ranges.length - 1))) this.media.currentTime = ranges.end(ranges.length - 1);
    else {
      this.zero = null;
      this.played = false;
      this.media.src = this.url;
    }
  }

  /** Whether nothing more will come, so that this is a recording. */
  get recorded(): boolean {
    return Number.isFinite(this.media.duration);
  }

  private forgetNative(): void {
    this.media.removeEventListener("error", this.onError);
    this.media.removeEventListener("playing", this.onPlaying);
    this.media.removeAttribute("src");
    this.media.load();
  }

  /** Ends loading and frees what it held. */
  close(): void {
    if (this.gone) return;
    this.gone = true;
    if (this.library) this.library.destroy();
    else this.forgetNative();
  }
}
