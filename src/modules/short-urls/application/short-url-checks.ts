import { Injectable } from '@nestjs/common';
import { Domain, DomainsService } from '../../domains/index.js';
import { DestinationPolicy } from '../domain/destination-policy.js';
import { DEFAULT_REDIRECT_TYPE, ShortUrl, ShortUrlSettings } from '../domain/short-url.js';
import { SlugPolicy } from '../domain/slug-policy.js';
import { checkAll } from './check-all.js';
import { NewShortUrl, ShortUrlChange } from './short-url-orders.js';

type NewSettings = Omit<ShortUrlSettings, 'domainId' | 'slug'>;

/** Brings what is asked for and the rules of the house together. */
@Injectable()
export class ShortUrlChecks {
  constructor(
    private readonly slugs: SlugPolicy,
    private readonly destinations: DestinationPolicy,
    private readonly domains: DomainsService,
  ) {}

  /** Without a slug where one is to be generated. @throws ValidationError */
  async ofNew(
    workspaceId: string,
    order: NewShortUrl,
  ): Promise<{ domain: Domain; slug: string | undefined; settings: NewSettings }> {
    const { domain, slug, destinationUrl, expiredUrl } = await checkAll({
      destinationUrl: () => this.destination(order.destinationUrl, 'destination_url'),
      ...this.policies(order),
      domain: () => this.domains.forLinkOf(workspaceId, order.domain),
    });
    const settings = {
      destinationUrl,
      title: order.title ?? null,
      tags: order.tags ?? [],
      startsAt: order.startsAt ?? null,
      expiresAt: order.expiresAt ?? null,
      expiredUrl: expiredUrl ?? null,
      redirectType: order.redirectType ?? DEFAULT_REDIRECT_TYPE,
      archived: false,
    };
    return { domain, slug, settings };
  }

  /** @throws ValidationError */
  async ofChange(shortUrl: ShortUrl, change: ShortUrlChange): Promise<{ domain: Domain; settings: ShortUrlSettings }> {
    const { domain, slug, destinationUrl, expiredUrl } = await checkAll({
      destinationUrl: () =>
        change.destinationUrl === undefined ? undefined : this.destination(change.destinationUrl, 'destination_url'),
      ...this.policies(change),
      domain: () =>
        change.domain === undefined
          ? this.domains.ofLink(shortUrl)
          : this.domains.forLinkOf(shortUrl.workspaceId, change.domain),
    });
    const { title, startsAt, expiresAt, redirectType = shortUrl.redirectType, archived = shortUrl.archived } = change;
    const settings = {
      domainId: domain.id,
      slug: slug ?? shortUrl.slug,
      destinationUrl: destinationUrl ?? shortUrl.destinationUrl,
      title: title === undefined ? shortUrl.title : title,
      tags: change.tags === undefined ? shortUrl.tags : (change.tags ?? []),
      startsAt: startsAt === undefined ? shortUrl.startsAt : startsAt,
      expiresAt: expiresAt === undefined ? shortUrl.expiresAt : expiresAt,
      expiredUrl: expiredUrl === undefined ? shortUrl.expiredUrl : expiredUrl,
      redirectType,
      archived,
    };
    return { domain, settings };
  }

  private policies({ slug, expiredUrl }: ShortUrlChange) {
    return {
      slug: () => (slug === undefined ? undefined : this.slugs.accept(slug)),
      expiredUrl: () => (typeof expiredUrl === 'string' ? this.destination(expiredUrl, 'expired_url') : expiredUrl),
    };
  }

  private async destination(text: string, field: string): Promise<string> {
    return (await this.destinations.accept(text, field)).text;
  }
}
