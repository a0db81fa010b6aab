/** What an operator has to know of the clicks that this process has recorded. */
export abstract class ClickSpoolFacts {
  /** On the disk. */
  abstract readonly bytes: number;
  /** Since the start, because the disk took no more of them or their bound was reached. */
  abstract readonly lostClicks: number;
}
