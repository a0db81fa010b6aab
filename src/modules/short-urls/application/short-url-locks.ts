import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { attemptEach, Outcome, zip } from '../../../common/domain/outcome.js';
import { ShortUrlRepository } from '../domain/short-url.repository.js';
import { ShortUrl } from '../domain/short-url.js';
import { DeleteOrder } from './short-url-orders.js';

export type Locked<T> = T & { locked: Outcome<ShortUrl> };

/** Finds the links that are to change, and keeps others from changing them until the transaction ends. */
@Injectable()
export class ShortUrlLocks {
  constructor(private readonly shortUrls: ShortUrlRepository) {}

  /** Each link once: whoever names it twice in one call would not know what they get. */
  async lock<T extends DeleteOrder>(reach: Reach, orders: readonly T[]): Promise<Locked<T>[]> {
    const byId = await this.shortUrls.findForChange(
      reach,
      orders.flatMap(({ key }) => ('id' in key ? [key.id] : [])),
    );
    const byExternalId = await this.lockByExternalId(reach, orders);
    const seen = new Set<string>();
    const locked = await attemptEach(orders, (order) => {
      const { key } = order;
      const target = 'id' in key ? undefined : reach.targetWorkspace(order.workspaceId);
      const shortUrl = 'id' in key ? byId.get(key.id) : byExternalId.get(target ?? '')?.get(key.externalId);
      const identity = shortUrl?.id ?? JSON.stringify([target, key]);
      if (seen.has(identity)) {
        throw ValidationError.on('id' in key ? 'id' : 'external_id', 'This link is named twice.');
      }
      seen.add(identity);
      if (!shortUrl) throw new NotFoundError();
      return shortUrl;
    });
    return zip(orders, locked).map(([order, shortUrl]) => ({ ...order, locked: shortUrl }));
  }

  /** By workspace. */
  private async lockByExternalId(
    reach: Reach,
    orders: readonly DeleteOrder[],
  ): Promise<Map<string, Map<string, ShortUrl>>> {
    const asked = new Map<string, string[]>();
    await attemptEach(orders, ({ key, workspaceId }) => {
      if (!('externalId' in key)) return;
      const target = reach.targetWorkspace(workspaceId);
      asked.set(target, [...(asked.get(target) ?? []), key.externalId]);
    });
    const found = new Map<string, Map<string, ShortUrl>>();
    for (const [target, externalIds] of [...asked].sort()) {
      found.set(target, await this.shortUrls.findByExternalIdsForChange(reach, target, externalIds));
    }
    return found;
  }
}
