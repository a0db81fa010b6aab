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
    const idsByWorkspace = await this.idsOfExternalIds(reach, orders);
    const idOf = ({ key, workspaceId }: DeleteOrder): string | undefined =>
      'id' in key ? key.id : idsByWorkspace.get(reach.targetWorkspace(workspaceId))?.get(key.externalId);
    const ids = await attemptEach(orders, idOf);
    // All in one statement, in one order: two calls that name the same links otherwise would wait for each other.
    const found = await this.shortUrls.findForChange(
      reach,
      ids.filter((id) => typeof id === 'string'),
    );
    const seen = new Set<string>();
    const locked = await attemptEach(orders, (order) => {
      const shortUrl = stillNamed(order, found.get(idOf(order) ?? ''));
      const identity = shortUrl?.id ?? JSON.stringify([reach.targetWorkspace(order.workspaceId), order.key]);
      if (seen.has(identity)) {
        throw ValidationError.on('id' in order.key ? 'id' : 'external_id', 'This link is named twice.');
      }
      seen.add(identity);
      if (!shortUrl) throw new NotFoundError();
      return shortUrl;
    });
    return zip(orders, locked).map(([order, shortUrl]) => ({ ...order, locked: shortUrl }));
  }

  /** By workspace and external id. */
  private async idsOfExternalIds(
    reach: Reach,
    orders: readonly DeleteOrder[],
  ): Promise<Map<string, Map<string, string>>> {
    const asked = new Map<string, string[]>();
    await attemptEach(orders, ({ key, workspaceId }) => {
      if (!('externalId' in key)) return;
      const target = reach.targetWorkspace(workspaceId);
      const named = asked.get(target) ?? [];
      named.push(key.externalId);
      asked.set(target, named);
    });
    const found = new Map<string, Map<string, string>>();
    for (const [target, externalIds] of asked) {
      found.set(target, await this.shortUrls.idsOfExternalIds(reach, target, externalIds));
    }
    return found;
  }
}

/** Somebody may have given the external id to another link before this one was locked. */
const stillNamed = ({ key }: DeleteOrder, shortUrl: ShortUrl | undefined): ShortUrl | undefined =>
  'id' in key || shortUrl?.externalId === key.externalId ? shortUrl : undefined;
