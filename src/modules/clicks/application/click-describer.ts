import { Injectable } from '@nestjs/common';
import { GeoReader, NOWHERE, primaryLanguage, UserAgentReader } from '../../short-urls/index.js';
import { botKindOf } from '../domain/bot-kind-of.js';
import { channelOf } from '../domain/channels/channel-of.js';
import { Click } from '../domain/click.js';
import { DescribedClick } from '../domain/described-click.js';
import { referrerOf } from '../domain/referrer.js';
import { utmOf } from '../domain/utm.js';

const NO_DETAILS = {
  ...NOWHERE,
  ...{ device: null, os: null, browser: null, language: null, referrer: null, channel: null },
  ...{ utmSource: null, utmMedium: null, utmCampaign: null },
};

/** Works out what a visit's headers mean. */
@Injectable()
export class ClickDescriber {
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
      ...{ language: primaryLanguage(click.language), referrer },
      ...{ channel: channelOf({ referrer, browser, ...utm }), ...utm },
    };
  }
}
