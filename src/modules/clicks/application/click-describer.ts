import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { GeoReader, NOWHERE, primaryLanguage, UserAgentReader } from '../../short-urls/index.js';
import { botKindOf } from '../domain/bot-kind-of.js';
import { channelOf } from '../domain/channels/channel-of.js';
import { Click } from '../domain/click.js';
import { DescribedClick } from '../domain/described-click.js';
import { referrerOf } from '../domain/referrer.js';
import { utmOf } from '../domain/utm.js';

const MOST_REMEMBERED = 1000;
const NO_DETAILS = {
  ...NOWHERE,
  ...{ device: null, os: null, browser: null, language: null, referrer: null, channel: null },
  ...{ utmSource: null, utmMedium: null, utmCampaign: null },
};

/** Works out what a visit's headers mean. */
@Injectable()
export class ClickDescriber {
  /** Of headers, which are few and slow to read; empty where there is none. */
  private readonly languages = new LRUCache<string, string>({ max: MOST_REMEMBERED });
  private readonly referrers = new LRUCache<string, string>({ max: MOST_REMEMBERED });

  constructor(
    private readonly userAgents: UserAgentReader,
    private readonly geo: GeoReader,
  ) {}

  /** To be awaited before it is described; undefined: it can be. */
  prepare({ ip }: Click): Promise<void> | undefined {
    return ip === '' ? undefined : this.geo.prepare(ip);
  }

  describe(click: Click, visitor: string | null): DescribedClick {
    const { shortUrlId, at, skipsMaxClicks, isScan } = click;
    const { device, os, browser, botKind: told } = this.userAgents.read(click.userAgent);
    const botKind = botKindOf(click, told);
    if (click.wantsPrivacy) return { ...NO_DETAILS, shortUrlId, at, skipsMaxClicks, isScan, botKind, visitor: null };
    const { country, region, city, continent } = this.geo.locate(click.ip);
    const referrer = remembered(this.referrers, click.referrer, referrerOf);
    const { utmSource, utmMedium, utmCampaign } = utmOf(click.query);
    // Without spreads, which cost more than all the rest; tens of thousands a second come through here.
    return {
      shortUrlId,
      at,
      skipsMaxClicks,
      isScan,
      botKind,
      country,
      region,
      city,
      continent,
      device: botKind === null ? device : 'bot',
      os,
      browser,
      language: remembered(this.languages, click.language, primaryLanguage),
      referrer,
      channel: channelOf({ referrer, browser, utmSource, utmMedium }),
      utmSource,
      utmMedium,
      utmCampaign,
      visitor,
    };
  }
}

function remembered(
  known: LRUCache<string, string>,
  header: string,
  read: (header: string) => string | null | undefined,
): string | null {
  if (header === '') return null;
  let value = known.get(header);
  if (value === undefined) known.set(header, (value = read(header) ?? ''));
  return value || null;
}
