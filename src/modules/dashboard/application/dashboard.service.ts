import { Injectable } from '@nestjs/common';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { PageRequest } from '../../../common/domain/page.js';
import { Configuration } from '../../../config/configuration.js';
import { displayedHost } from '../../domains/index.js';
import { OAuthClientsService } from '../../oauth-clients/index.js';
import { type ShortUrlListing, ShortUrlsService } from '../../short-urls/index.js';
import { TokensService } from '../../tokens/index.js';
import { MemberDirectory } from '../../users/index.js';

const NEWEST_TEN: PageRequest = { page: 1, perPage: 10 };
const COUNT_ONLY: PageRequest = { page: 1, perPage: 1 };

/** What the first page tells about the active view. */
@Injectable()
export class DashboardService {
  constructor(
    private readonly shortUrls: ShortUrlsService,
    private readonly members: MemberDirectory,
    private readonly tokens: TokensService,
    private readonly clients: OAuthClientsService,
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {}

  async overview(access: MemberAccess, reach: Reach) {
    const [links, clicks, members, tokens, applications] = await Promise.all([
      this.shortUrls.list(reach, { archived: false }, { by: 'created_at', descending: true }, NEWEST_TEN),
      this.shortUrls.totalClicks(reach),
      this.members.visibleFrom(reach, COUNT_ONLY),
      this.tokens.list(access, COUNT_ONLY, access.userId),
      this.clients.list(access, COUNT_ONLY, access.userId),
    ]);
    return {
      totals: { links: links.total ?? 0, clicks, members: members.total ?? 0 },
      recentLinks: links.items.map((link) => this.recent(link)),
      steps: {
        hasToken: tokens.total !== 0,
        hasLink: links.total !== 0,
        hasApplication: applications.total !== 0,
      },
    };
  }

  private recent(link: ShortUrlListing) {
    const host = displayedHost(link.domain);
    return {
      ...link,
      host,
      shortUrl: this.configuration.shortUrl(host, link.slug),
      isExpired: link.expiresAt !== null && link.expiresAt <= this.clock.now(),
    };
  }
}
