import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { NotFoundError } from '../../../common/domain/errors.js';
import { Outcome, valueOf } from '../../../common/domain/outcome.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Visitor } from '../domain/routing/visitor.js';
import {
  Address,
  ShortUrlDirectory,
  ShortUrlFilter,
  ShortUrlListing,
  ShortUrlSort,
} from '../domain/short-url-directory.js';
import { ShortUrlRepository, VisitedLink } from '../domain/short-url.repository.js';
import { ShortUrl } from '../domain/short-url.js';
import { simulate, Simulation } from '../domain/simulation.js';
import { ShortUrlBatches, Upserted } from './short-url-batches.js';
import { NewShortUrl, ShortUrlChange } from './short-url-orders.js';

/** Short links: for who may manage them, and for their visitors. Every change is audited and published. */
@Injectable()
export class ShortUrlsService {
  constructor(
    private readonly shortUrls: ShortUrlRepository,
    private readonly directory: ShortUrlDirectory,
    private readonly batches: ShortUrlBatches,
  ) {}

  list(reach: Reach, filter: ShortUrlFilter, sort: ShortUrlSort, page: PageRequest): Promise<Page<ShortUrlListing>> {
    return this.directory.list(reach.where('links.view'), filter, sort, page);
  }

  /** Of all links in reach, archived ones too. */
  totalClicks(reach: Reach): Promise<number> {
    return this.directory.totalClicks(reach.where('links.view'));
  }

  /** By id; without those out of reach. */
  findAll(reach: Reach, ids: readonly string[]): Promise<Map<string, ShortUrlListing>> {
    return this.directory.findAll(reach.where('links.view'), ids);
  }

  /** Those that stand at one of the addresses. */
  findAt(reach: Reach, addresses: readonly Address[]): Promise<ShortUrlListing[]> {
    return this.directory.findAt(reach.where('links.view'), addresses);
  }

  /** @throws NotFoundError */
  async get(reach: Reach, id: string): Promise<ShortUrlListing> {
    const shortUrl = (await this.directory.findAll(reach.where('links.view'), [id])).get(id);
    if (!shortUrl) throw new NotFoundError();
    return shortUrl;
  }

  /** @throws NotFoundError for a workspace out of reach, ForbiddenError, ValidationError. */
  async create(actor: Actor, reach: Reach, order: NewShortUrl): Promise<ShortUrlListing> {
    return theOne(await this.batches.create(actor, reach, [order]));
  }

  /** @throws NotFoundError for a workspace out of reach, ForbiddenError, ValidationError. */
  async upsert(actor: Actor, reach: Reach, externalId: string, change: ShortUrlChange): Promise<Upserted> {
    const order = { key: { externalId }, workspaceId: change.workspaceId, change };
    return theOne(await this.batches.upsert(actor, reach, [order]));
  }

  /** @throws NotFoundError, ForbiddenError, ValidationError. */
  async update(actor: Actor, reach: Reach, id: string, change: ShortUrlChange): Promise<ShortUrlListing> {
    return theOne(await this.batches.update(actor, reach, [{ key: { id }, change }]));
  }

  /** @throws NotFoundError, ForbiddenError. */
  async delete(actor: Actor, reach: Reach, id: string): Promise<void> {
    theOne(await this.batches.delete(actor, reach, [{ key: { id } }]));
  }

  /** For a visitor of that address, whoever owns it. */
  async findByAddress(address: Address): Promise<VisitedLink | undefined> {
    const [visited] = await this.shortUrls.findByAddresses([address]);
    return visited;
  }

  /** For visitors of those addresses, whoever owns them; without those where no link is served. */
  findByAddresses(addresses: readonly Address[]): Promise<VisitedLink[]> {
    return this.shortUrls.findByAddresses(addresses);
  }

  /** Whether one more person may pass a link that has `maxClicks`. */
  admit({ id }: Pick<ShortUrl, 'id'>): Promise<boolean> {
    return this.shortUrls.admit(id);
  }

  /**
   * What would happen to a visitor, were they to come: nothing is counted, and no password asked for.
   * @throws NotFoundError
   */
  async simulate(reach: Reach, id: string, visitor: Visitor): Promise<Simulation> {
    const listing = await this.get(reach, id);
    return simulate(await this.findByAddress(listing), visitor);
  }
}

const theOne = <T>([outcome]: Outcome<T>[]): T => valueOf(outcome as Outcome<T>);
