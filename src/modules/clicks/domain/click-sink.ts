import { Click } from './click.js';

/** Where clicks go. A port: replace it to feed an analytics engine of your own. */
export abstract class ClickSink {
  /**
   * The visitor is answered once this resolves: from then on the click must not get lost. Clicks that are recorded in one
   * turn of the event loop may share one promise.
   */
  abstract record(click: Click): Promise<void>;
}
