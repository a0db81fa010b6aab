import { CompiledLink, VisitedLink } from '../../short-urls/index.js';

/** Beside its texts: as measured. */
const FIXED_BYTES = 620;

/** What is known of an address. */
export class KnownLink {
  /** undefined: no link is served there. */
  readonly link: CompiledLink | undefined;
  /** As many people as may have passed. */
  readonly isUsedUp: boolean;
  /** false: it has been changed since, or its changes would not be heard. */
  isCurrent = false;
  /** How its address was written, the latest last. */
  spellings: readonly string[] = [];
  /** When it was last noted that somebody wants it, so that it stays. */
  wantedAt: number;

  constructor(
    /** Of its address. */
    readonly key: string,
    visited: VisitedLink | undefined,
    readonly readAt: number,
    /** Which connection has been listening for changes of it. */
    readonly heardBy: number,
  ) {
    this.link = visited && new CompiledLink(visited.shortUrl);
    this.isUsedUp = visited?.isUsedUp ?? false;
    this.wantedAt = readAt;
  }

  /** How many people may pass is the database's to say, each time. */
  get mayBeRemembered(): boolean {
    return this.link?.shortUrl.maxClicks == null;
  }

  /** About. */
  get bytes(): number {
    if (!this.link) return FIXED_BYTES;
    const { destinationUrl, expiredUrl, routingRules } = this.link.shortUrl;
    const rules = routingRules.length === 0 ? 0 : 4 * JSON.stringify(routingRules).length;
    return FIXED_BYTES + 2 * destinationUrl.length + 2 * (expiredUrl?.length ?? 0) + rules;
  }
}
