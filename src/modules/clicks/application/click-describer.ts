import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { GeoReader, NOWHERE, primaryLanguage, UserAgentReader } from '../../short-urls/index.js';
import { botKindOf } from '../domain/bot-kind-of.js';
import { channelOf } from '../domain/channels/channel-of.js';
import { Click } from '../domain/click.js';
import { DescribedClick } from '../domain/described-click.js';
import { referrerOf } from '../domain/referrer.js';
import { utmOf } from '../domain/utm.js';

const MOST_REMEMBERED_LANGUAGES = 1000;
const NO_DETAILS = {
  ...NOWHERE,
  ...{ device: null, os: null, browser: null, language: null, referrer: null, channel: null },
  ...{ utmSource: null, utmMedium: null, utmCampaign: null },
};

/** Works out what a visit's headers mean. */
@Injectable()
export class ClickDescriber {
  /** Of headers, which are few and take longer to read than all else here. */
  private readonly languages = new LRUCache<string, { language: string | null }>({ max: MOST_REMEMBERED_LANGUAGES });

  constructor(
    private readonly userAgents: UserAgentReader,
    private readonly geo: GeoReader,
  ) {}

  describe(click: Click): DescribedClick {
    const { shortUrlId, at, isAdmitted, isScan } = click;
    const { device, os, browser, botKind: told } = this.userAgents.read(click.userAgent);
    const botKind = botKindOf(click, told);
    const counted = { shortUrlId, at, isAdmitted, isScan, botKind };
    if (click.wantsPrivacy) return { ...NO_DETAILS, ...counted };
    const { country, region, city, continent } = this.geo.locate(click.ip);
    const referrer = referrerOf(click.referrer);
    const utm = utmOf(click.query);
    return {
      ...counted,
      ...{ country, region, city, continent },
      ...{ device: botKind === null ? device : 'bot', os, browser },
      ...this.languageOf(click.language),
      referrer,
      ...{ channel: channelOf({ referrer, browser, ...utm }), ...utm },
    };
  }

  private languageOf(header: string): { language: string | null } {
    const known = this.languages.get(header);
    if (known) return known;
    const read = { language: primaryLanguage(header) };
    this.languages.set(header, read);
    return read;
  }
}
