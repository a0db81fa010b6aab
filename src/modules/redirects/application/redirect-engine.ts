import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { ShortUrlsService } from '../../short-urls/index.js';
import { ClickSink } from '../domain/click-sink.js';

export type Visit =
  | { outcome: 'redirect'; status: number; location: string }
  | { outcome: 'not_found' }
  | { outcome: 'expired'; expiredAt: Date };

/** What a visitor of a short link's address gets. */
@Injectable()
export class RedirectEngine {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly clicks: ClickSink,
    private readonly clock: Clock,
  ) {}

  async visit(host: string, slug: string): Promise<Visit> {
    const shortUrl = await this.shortUrls.findByAddress(host, slug);
    const now = this.clock.now();
    if (!shortUrl?.hasStarted(now)) return { outcome: 'not_found' };
    const redirect = shortUrl.redirectAt(now);
    if (!redirect) return { outcome: 'expired', expiredAt: shortUrl.expiresAt ?? now };
    await this.clicks.record({ shortUrlId: shortUrl.id, at: now });
    return { outcome: 'redirect', ...redirect };
  }

  async knows(host: string, slug: string): Promise<boolean> {
    return (await this.shortUrls.findByAddress(host, slug)) !== undefined;
  }
}
