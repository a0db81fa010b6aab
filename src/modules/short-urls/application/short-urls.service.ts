import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { ShortUrlDirectory, ShortUrlFilter, ShortUrlListing, ShortUrlSort } from '../domain/short-url-directory.js';
import { ShortUrlRepository } from '../domain/short-url.repository.js';
import { ShortUrl } from '../domain/short-url.js';
import { SlugPolicy } from '../domain/slug-policy.js';
import { changesBetween } from './short-url-changes.js';
import { ShortUrlChecks } from './short-url-checks.js';
import { NewShortUrl, ShortUrlChange } from './short-url-orders.js';

type ShortUrlEventName = 'short_url.created' | 'short_url.updated' | 'short_url.deleted';

/** Far more than chance ever needs; a policy that has run out of slugs must not loop for ever. */
const GENERATE_TRIES = 10;

/** Short links: for who may manage them, and for their visitors. Every change is audited and published. */
@Injectable()
export class ShortUrlsService {
  constructor(
    private readonly shortUrls: ShortUrlRepository,
    private readonly directory: ShortUrlDirectory,
    private readonly checks: ShortUrlChecks,
    private readonly slugs: SlugPolicy,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  list(reach: Reach, filter: ShortUrlFilter, sort: ShortUrlSort, page: PageRequest): Promise<Page<ShortUrlListing>> {
    return this.directory.list(reach.where('links.view'), filter, sort, page);
  }

  /** Of all links in reach, archived ones too. */
  totalClicks(reach: Reach): Promise<number> {
    return this.directory.totalClicks(reach.where('links.view'));
  }

  /** @throws NotFoundError */
  async get(reach: Reach, id: string): Promise<ShortUrlListing> {
    const shortUrl = await this.directory.find(reach.where('links.view'), id);
    if (!shortUrl) throw new NotFoundError();
    return shortUrl;
  }

  /** @throws NotFoundError for a workspace out of reach, ForbiddenError, ValidationError. */
  async create(actor: Actor, reach: Reach, order: NewShortUrl): Promise<ShortUrlListing> {
    const workspaceId = reach.targetWorkspace(order.workspaceId);
    reach.require('links.create', workspaceId);
    const { domain, slug, settings } = await this.checks.ofNew(workspaceId, order);
    const { userId: createdBy } = actor;
    const candidate = (chosen: string): ShortUrl =>
      ShortUrl.create({ ...settings, domainId: domain.id, slug: chosen }, { workspaceId, createdBy }, this.clock.now());
    return this.unitOfWork.run(async () => {
      const shortUrl = await (slug === undefined
        ? this.addWithNewSlug(reach, candidate)
        : this.addAt(reach, domain.hostname, candidate(slug)));
      const { destinationUrl } = shortUrl;
      const changes = { domain: domain.hostname, slug: shortUrl.slug, destination_url: destinationUrl };
      return this.announce(actor, reach, 'short_url.created', shortUrl, changes);
    });
  }

  /** @throws NotFoundError, ForbiddenError, ValidationError. */
  update(actor: Actor, reach: Reach, id: string, change: ShortUrlChange): Promise<ShortUrlListing> {
    return this.unitOfWork.run(async () => {
      const before = await this.requireForChange(reach, id);
      reach.require('links.update', before.workspaceId);
      requireSameWorkspace(reach, before, change.workspaceId);
      const { domain, settings } = await this.checks.ofChange(before, change);
      const after = before.with(settings, this.clock.now());
      const changes = changesBetween(before, after);
      if (Object.keys(changes).length === 0) return this.get(reach, id);
      if (!(await this.shortUrls.save(reach, after))) throw taken(domain.hostname, after.slug);
      return this.announce(actor, reach, 'short_url.updated', after, changes);
    });
  }

  /** @throws NotFoundError, ForbiddenError. */
  async delete(actor: Actor, reach: Reach, id: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const shortUrl = await this.requireForChange(reach, id);
      reach.require('links.delete', shortUrl.workspaceId);
      const { slug, destinationUrl } = shortUrl;
      await this.announce(actor, reach, 'short_url.deleted', shortUrl, { slug, destination_url: destinationUrl });
      await this.shortUrls.remove(reach, shortUrl);
    });
  }

  /** What a visitor of that address gets, whoever owns it. */
  findByAddress(hostname: string, slug: string): Promise<ShortUrl | undefined> {
    return this.shortUrls.findByAddress(hostname, slug);
  }

  countClick(id: string): Promise<void> {
    return this.shortUrls.countClick(id);
  }

  private async addAt(reach: Reach, hostname: string, shortUrl: ShortUrl): Promise<ShortUrl> {
    if (await this.shortUrls.add(reach, shortUrl)) return shortUrl;
    throw taken(hostname, shortUrl.slug);
  }

  private async addWithNewSlug(reach: Reach, candidate: (slug: string) => ShortUrl): Promise<ShortUrl> {
    for (let tries = 0; tries < GENERATE_TRIES; tries += 1) {
      const shortUrl = candidate(this.slugs.generate());
      if (await this.shortUrls.add(reach, shortUrl)) return shortUrl;
    }
    throw new Error(`${GENERATE_TRIES} generated slugs in a row were taken`);
  }

  private async requireForChange(reach: Reach, id: string): Promise<ShortUrl> {
    const shortUrl = await this.shortUrls.findForChange(reach, id);
    if (!shortUrl) throw new NotFoundError();
    return shortUrl;
  }

  private async announce(
    actor: Actor,
    reach: Reach,
    name: ShortUrlEventName,
    { id, workspaceId, slug, destinationUrl }: ShortUrl,
    changes: Record<string, unknown>,
  ): Promise<ShortUrlListing> {
    const listing = await this.get(reach, id);
    await this.audit.record(actor, { action: name, resourceType: 'short_url', resourceId: id, workspaceId, changes });
    this.events.publish(name, { shortUrlId: id, workspaceId, domain: listing.domain, slug, destinationUrl });
    return listing;
  }
}

function requireSameWorkspace(reach: Reach, shortUrl: ShortUrl, named: string | undefined): void {
  if (named === undefined || reach.narrowTo(named).includes(shortUrl.workspaceId)) return;
  throw ValidationError.on('workspace_id', 'A link stays in the workspace that it was made in.');
}

const taken = (hostname: string, slug: string): ValidationError =>
  ValidationError.on('slug', `${hostname}/${slug} is taken. Choose another back-half.`);
