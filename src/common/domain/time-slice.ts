const MOST_MILLISECONDS = 1;
/** Steps between two looks at the clock, which costs as much as many a step. */
const STEPS = 16;

/** For long work in small steps beside the answering of requests: it gives way when its turn has lasted long enough. */
export class TimeSlice {
  private begun = performance.now();
  private steps = 0;

  /** To be asked after each step. */
  get isOver(): boolean {
    this.steps = (this.steps + 1) % STEPS;
    return this.steps === 0 && performance.now() - this.begun >= MOST_MILLISECONDS;
  }

  /** Resolves when the others had their turn. */
  async next(): Promise<void> {
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
    this.begun = performance.now();
  }
}
