/** What makes the visitors of a day unrecognisable on any other. All instances have the same; it is thrown away soon. */
export abstract class DailySalts {
  /** @param day as in `2026-11-28`, of UTC */
  abstract of(day: string): Promise<string>;
}
