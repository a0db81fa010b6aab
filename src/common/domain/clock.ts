/** What time it is. A port, so that tests can move time. */
export abstract class Clock {
  abstract now(): Date;
}
