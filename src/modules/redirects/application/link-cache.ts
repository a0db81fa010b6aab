import { LRUCache } from 'lru-cache';
import { Clock } from '../../../common/domain/clock.js';
import { CommittedChanges } from '../../../common/domain/committed-changes.js';
import { ReadingGuard } from '../../../common/domain/reading-guard.js';
import { withinTime } from '../../../common/throttling/within-time.js';
import { Address, ShortUrlsService, VisitedLink } from '../../short-urls/index.js';
import { BatchedLookups } from './batched-lookups.js';
import { KnownLink } from './known-link.js';

/** Of its bytes, for the ways in which addresses are written, so that nobody fills the memory by long ones. */
const SPELLINGS_PART = 1 / 4;
const SPELLING_BYTES = 120;
/** Of one link, which most people write in the same way. */
const MOST_SPELLINGS = 8;
/** Addresses where nothing is served. */
const MOST_UNKNOWN = 20_000;
/** Should a change ever not have been announced. */
const OLDEST_MILLISECONDS = 60 * 60_000;
const OLDEST_UNKNOWN_MILLISECONDS = 2_000;
/** So long what is known holds after it was last proved that changes are heard. */
const HEARING_MILLISECONDS = 60_000;
const PROOF_EVERY_MILLISECONDS = 20_000;
/** How exactly it is known what has not been visited for the longest time. */
const WANTED_EVERY_MILLISECONDS = 10_000;
/** A database that does not answer within this time is out of reach, and is not asked again for a while. */
const PATIENCE_MILLISECONDS = 1_000;
const OUTAGE_MILLISECONDS = 1_000;

/**
 * What visitors ask for, remembered within bounds. What the database announces as changed is forgotten at once, in every
 * instance; while it is out of reach, what was known last still holds.
 */
export class LinkCache {
  private readonly links: LRUCache<string, KnownLink>;
  private readonly unknown = new LRUCache<string, KnownLink>({ max: MOST_UNKNOWN });
  private readonly spellings: LRUCache<string, KnownLink>;
  private readonly keysByLink = new Map<string, string>();
  private readonly lookups: BatchedLookups<Address, VisitedLink>;
  private readonly guard: ReadingGuard;
  private connections = 0;
  private outageUntil = 0;
  private heardAt = -Infinity;
  private isProving = false;

  constructor(
    shortUrls: ShortUrlsService,
    private readonly changes: CommittedChanges,
    private readonly clock: Clock,
    mostBytes: number,
  ) {
    this.links = new LRUCache({
      maxSize: Math.floor(mostBytes * (1 - SPELLINGS_PART)),
      sizeCalculation: ({ bytes }) => bytes,
      // Also where only its room is needed: what changes it would not be heard for it any more.
      dispose: (known) => {
        known.isCurrent = false;
        this.keysByLink.delete(known.link?.shortUrl.id ?? '');
        // They would keep it in memory.
        for (const spelling of known.spellings) this.spellings.delete(spelling);
      },
    });
    this.spellings = new LRUCache({
      maxSize: Math.floor(mostBytes * SPELLINGS_PART),
      sizeCalculation: (_, spelling) => SPELLING_BYTES + spelling.length,
      dispose: (known, spelling) => {
        known.spellings = known.spellings.filter((it) => it !== spelling);
      },
    });
    this.guard = new ReadingGuard(changes);
    this.lookups = new BatchedLookups(keyOf, async (addresses) => {
      const found = await shortUrls.findByAddresses(addresses);
      return new Map(found.map((it) => [keyOf(it.address), it]));
    });
    changes.onChange('link_changed', (subject) => {
      this.hear(subject);
    });
  }

  /** Without waiting: of an address as it was written. undefined: it has to be looked for. */
  recall(spelling: string, now: number): KnownLink | undefined {
    const known = this.spellings.get(spelling);
    if (!known || !this.holds(known, now)) return undefined;
    if (now - known.wantedAt >= WANTED_EVERY_MILLISECONDS) this.want(known, now);
    return known;
  }

  /** Remembers how an address was written, as long as what is known of it. */
  spell(spelling: string, known: KnownLink): void {
    if (!known.isCurrent || this.spellings.peek(spelling) === known) return;
    const [oldest = ''] = known.spellings;
    if (known.spellings.length === MOST_SPELLINGS) this.spellings.delete(oldest);
    known.spellings = [...known.spellings, spelling];
    this.spellings.set(spelling, known);
  }

  /** @throws what the database throws, where nothing was known before */
  async find(address: Address): Promise<KnownLink> {
    const key = keyOf(address);
    const known = this.links.get(key) ?? this.unknown.get(key);
    if (known && this.holds(known, this.now)) return known;
    try {
      return await this.read(address, known?.link && known.isCurrent ? PATIENCE_MILLISECONDS : undefined);
    } catch (error) {
      if (!known?.link || !known.isCurrent) throw error;
      this.outageUntil = this.now + OUTAGE_MILLISECONDS;
      return known;
    }
  }

  /** `link:<id>`, `host:<name>`, `workspace:<id>`, `new`, `all`; undefined: anything may have changed, unheard. */
  hear(subject: string | undefined): void {
    this.guard.note();
    if (subject === undefined) {
      this.connections += 1;
      return;
    }
    const [kind, name] = cut(subject);
    if (kind === 'link') this.links.delete(this.keysByLink.get(name) ?? '');
    else this.unknown.clear();
    if (kind === 'host') this.forgetWhere((_, key) => key.startsWith(`${name}/`));
    if (kind === 'workspace') this.forgetWhere(({ link }) => link?.shortUrl.workspaceId === name);
    if (kind === 'all') this.forgetWhere(() => true);
  }

  private get now(): number {
    return this.clock.now().getTime();
  }

  private holds({ isCurrent, link, readAt, heardBy }: KnownLink, now: number): boolean {
    if (!isCurrent) return false;
    if (link && now < this.outageUntil) return true;
    const oldest = link ? OLDEST_MILLISECONDS : OLDEST_UNKNOWN_MILLISECONDS;
    if (!this.changes.isHeard || heardBy !== this.connections || now - readAt >= oldest) return false;
    if (now - this.heardAt >= PROOF_EVERY_MILLISECONDS && !this.isProving) void this.proveHearing(now);
    return now - Math.max(readAt, this.heardAt) < HEARING_MILLISECONDS;
  }

  /** A connection may be dead without anybody having noticed. */
  private async proveHearing(now: number): Promise<void> {
    this.isProving = true;
    await this.changes.settled();
    this.heardAt = now;
    this.isProving = false;
  }

  private want(known: KnownLink, now: number): void {
    known.wantedAt = now;
    this.links.get(known.key);
  }

  private async read(address: Address, patience: number | undefined): Promise<KnownLink> {
    const mayRemember = this.guard.begin();
    const { connections } = this;
    const readAt = this.now;
    const asked = this.lookups.find(address);
    const visited = await (patience === undefined ? asked : withinTime(patience, asked));
    this.outageUntil = 0;
    const known = new KnownLink(keyOf(address), visited, readAt, connections);
    if (mayRemember() && known.mayBeRemembered) this.remember(known);
    return known;
  }

  private remember(known: KnownLink): void {
    const { key } = known;
    known.isCurrent = true;
    if (known.link) {
      this.links.set(key, known);
      this.keysByLink.set(known.link.shortUrl.id, key);
    } else {
      this.unknown.set(key, known);
    }
  }

  private forgetWhere(isConcerned: (known: KnownLink, key: string) => boolean): void {
    for (const [key, known] of this.links) if (isConcerned(known, key)) this.links.delete(key);
  }
}

/** No host holds a slash. */
const keyOf = ({ domain, slug }: Address): string => `${domain}/${slug}`;

const cut = (subject: string): [string, string] => {
  const colon = subject.indexOf(':');
  return colon < 0 ? [subject, ''] : [subject.slice(0, colon), subject.slice(colon + 1)];
};
