import { Clock } from '../../src/common/domain/clock.js';

/** Time that moves only when told to. */
export class FakeClock extends Clock {
  constructor(private time = new Date('2026-11-25T09:00:00Z')) {
    super();
  }

  override now(): Date {
    return new Date(this.time);
  }

  advance(seconds: number): void {
    this.time = new Date(this.time.getTime() + seconds * 1000);
  }

  set(time: Date): void {
    this.time = time;
  }
}
