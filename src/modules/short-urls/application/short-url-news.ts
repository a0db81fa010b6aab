import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { ShortUrlDirectory, ShortUrlListing } from '../domain/short-url-directory.js';
import { ShortUrl } from '../domain/short-url.js';

type ShortUrlEventName = 'short_url.created' | 'short_url.updated' | 'short_url.deleted';

/** What has happened to a link, and has to be told. */
export interface Happening {
  shortUrl: ShortUrl;
  changes: Record<string, unknown>;
}

export const isAny = (changes: Record<string, unknown>): boolean => Object.keys(changes).length > 0;

export const creationOf = (shortUrl: ShortUrl, domain: string): Happening => {
  const { slug, destinationUrl } = shortUrl;
  return { shortUrl, changes: { domain, slug, destination_url: destinationUrl } };
};

/** @throws ForbiddenError */
export function deletionOf(reach: Reach, shortUrl: ShortUrl): Happening {
  reach.require('links.delete', shortUrl.workspaceId);
  const { slug, destinationUrl } = shortUrl;
  return { shortUrl, changes: { slug, destination_url: destinationUrl } };
}

/** Tells the audit log and the listeners what has become of links. */
@Injectable()
export class ShortUrlNews {
  constructor(
    private readonly directory: ShortUrlDirectory,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
  ) {}

  /** Gives back the links as they are shown. */
  async announce(
    actor: Actor,
    reach: Reach,
    name: ShortUrlEventName,
    happenings: readonly Happening[],
  ): Promise<ShortUrlListing[]> {
    const listings = await this.directory.findAll(
      reach,
      happenings.map(({ shortUrl }) => shortUrl.id),
    );
    const real = happenings.filter(({ changes }) => isAny(changes));
    await this.audit.record(
      actor,
      ...real.map(({ shortUrl: { id, workspaceId }, changes }) => ({
        ...{ action: name, resourceType: 'short_url', resourceId: id, workspaceId, changes },
      })),
    );
    for (const { shortUrl } of real) {
      const { id, workspaceId, slug, destinationUrl } = shortUrl;
      const domain = listings.get(id)?.domain ?? '';
      this.events.publish(name, { shortUrlId: id, workspaceId, domain, slug, destinationUrl });
    }
    return happenings.flatMap(({ shortUrl }) => listings.get(shortUrl.id) ?? []);
  }
}
