/** One visit that is about to be answered with a redirect. */
export interface Click {
  shortUrlId: string;
  at: Date;
  /** Neither a bot nor a preview. */
  isPerson: boolean;
  /** Of the link's QR code. */
  isScan: boolean;
}

/** Where clicks go. A port: replace it to feed an analytics engine of your own. */
export abstract class ClickSink {
  /** The visitor is answered once this resolves: from then on the click must not get lost. */
  abstract record(click: Click): Promise<void>;
}
