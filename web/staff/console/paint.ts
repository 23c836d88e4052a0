// Work that can wait until the reader sees the next item: the list, the tray, the announcement, the request itself.

/** A page that is not drawn (hidden, throttled) does the work after this long all the same. */
const PATIENCE_MS = 150;

export class AfterPaint {
  #jobs: (() => void)[] = [];
  #round = 0;

  /** Does the work once the present change has been painted: two frames on, when the first of them is on the screen. */
  plan(job: () => void): void {
    this.#jobs.push(job);
    if (this.#jobs.length > 1) return;
    const round = ++this.#round;
    const run = (): void => {
      if (round === this.#round) this.flush();
    };
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(run)));
    setTimeout(run, PATIENCE_MS);
  }

  /** Does what is planned now: another press came, or the page goes away. */
  flush(): void {
    this.#round += 1;
    const jobs = this.#jobs;
    this.#jobs = [];
    for (const job of jobs) job();
  }
}
