// The meeting's clock between two answers of the server. In a demonstration it runs faster than the wall clock.

/** Samples closer together than this say too little about the speed. */
const SPAN_MS_MIN = 2_000;
/** A speed this close to real time is real time: the rest is the network's jitter. */
const REAL_TIME_WITHIN = 0.08;
const SPEED_MAX = 10_000;

export class MeetingClock {
  #at = 0;
  #real = 0;
  #anchor: { at: number; real: number } | null = null;
  #speed = 1;

  /** The server said `at` when the browser's own clock showed `real` ms. */
  sample(at: number, real: number): void {
    if (this.#anchor === null) this.#anchor = { at, real };
    else if (real - this.#anchor.real >= SPAN_MS_MIN) {
      this.#speed = speedBetween(at - this.#anchor.at, real - this.#anchor.real);
      this.#anchor = { at, real };
    }
    this.#at = at;
    this.#real = real;
  }

  /** The meeting's present moment; 0 before the first sample. */
  now(real: number): number {
    return this.#at === 0 ? 0 : this.#at + Math.max(0, real - this.#real) * this.#speed;
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
