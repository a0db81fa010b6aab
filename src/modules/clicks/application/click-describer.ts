import { Injectable } from '@nestjs/common';
import { UserAgentReader } from '../../short-urls/index.js';
import { Click } from '../domain/click.js';
import { DescribedClick } from '../domain/described-click.js';

/** Works out what a visit's headers mean. */
@Injectable()
export class ClickDescriber {
  constructor(private readonly userAgents: UserAgentReader) {}

  describe(
    { shortUrlId, at, isAdmitted, isHead, isPrefetch, isScan, userAgent }: Click,
    visitor: string | null,
  ): DescribedClick {
    const { device, os, browser } = this.userAgents.read(userAgent);
    return {
      ...{ shortUrlId, at, isAdmitted, isScan, visitor, device, os, browser },
      botKind: isPrefetch ? 'prefetch' : isHead || device === 'bot' ? 'other' : null,
      ...{ country: null, region: null, city: null, continent: null, language: null, referrer: null, channel: null },
      ...{ utmSource: null, utmMedium: null, utmCampaign: null },
    };
  }
}
