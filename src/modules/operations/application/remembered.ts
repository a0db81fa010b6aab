/**
 * An answer that many may ask for and that costs something: asked for again only once the last one is too old.
 * Questions at the same time share one answer; a failure is not remembered.
 */
export class Remembered<T> {
  private answer: { value: Promise<T>; askedAt: number } | undefined;

  constructor(
    private readonly ask: () => Promise<T>,
    private readonly maxAgeMilliseconds: number,
  ) {}

  get(now: Date): Promise<T> {
    const askedAt = now.getTime();
    if (this.answer && askedAt - this.answer.askedAt < this.maxAgeMilliseconds) return this.answer.value;
    const value = this.ask();
    this.answer = { value, askedAt };
    value.catch(() => {
      if (this.answer?.value === value) this.answer = undefined;
    });
    return value;
  }
}
