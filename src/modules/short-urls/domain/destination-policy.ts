import { DestinationUrl } from './destination-url.js';

/** Where links may lead. A port: replace it to refuse more, a blocklist's hosts for instance. */
export abstract class DestinationPolicy {
  /** @throws ValidationError on `field` */
  abstract accept(text: string, field: string): Promise<DestinationUrl>;
}
