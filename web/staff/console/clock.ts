// The meeting's clock between two answers of the server. In a demonstration it runs faster than the wall clock.

/** Samples closer together than this say too little about the speed. */
const SPAN_MS_MIN = 2_000;
/** An answer's time is known to within its round trip: a span must be so many times longer than that. */
const SPAN_PER_DOUBT = 12;
/** A speed this close to real time is real time: the rest is the network's jitter. */
const REAL_TIME_WITHIN = 0.1;
const SPEED_MAX = 10_000;

interface Sample {
  readonly at: number;
  readonly real: number;
  /** How long the round trip took. */
  readonly doubt: number;
}

export class MeetingClock {
  #last: Sample | null = null;
  #anchor: Sample | null = null;
  #speed = 1;

  /** The server said `at`, asked when the browser's own clock showed `asked` ms and answered at `answered`. */
  sample(at: number, asked: number, answered: number): void {
    const sample = { at, real: (asked + answered) / 2, doubt: answered - asked };
    this.#last = sample;
    this.#anchor ??= sample;
    const span = sample.real - this.#anchor.real;
    if (span < Math.max(SPAN_MS_MIN, SPAN_PER_DOUBT * (sample.doubt + this.#anchor.doubt))) return;
    this.#speed = speedBetween(at - this.#anchor.at, span);
    this.#anchor = sample;
  }

  /** The meeting's present moment; 0 before the first sample. */
  now(real: number): number {
    return this.#last === null ? 0 : this.#last.at + Math.max(0, real - this.#last.real) * this.#speed;
  }

  /** Meeting milliseconds per real millisecond. */
  get speed(): number {
    return this.#speed;
  }

  /** How long a stretch of the meeting's clock takes in real ms. */
  real(ms: number): number {
    return ms / (this.#speed > 0 ? this.#speed : 1);
  }
}

function speedBetween(meetingMs: number, realMs: number): number {
  const speed = Math.min(SPEED_MAX, Math.max(0, meetingMs / realMs));
  return Math.abs(speed - 1) < REAL_TIME_WITHIN ? 1 : speed;
}
