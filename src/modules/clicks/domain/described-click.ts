import { Dimension, placeIn, TRUE } from './dimension.js';
import { BotKind, Place } from '../../short-urls/index.js';
import { Channel } from './channels/channel.js';
import { Utm } from './utm.js';

/** A click with what was worked out about it; what isn't known is null. */
export interface DescribedClick extends Place, Utm {
  shortUrlId: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Adds nothing to whom `max_clicks` has let through: they were counted then, and who came too late was not let through. */
  skipsMaxClicks: boolean;
  /** By the code that was scanned. */
  isScan: boolean;
  /** null: a person. */
  botKind: BotKind | null;
  device: string | null;
  /** Families without version. */
  os: string | null;
  browser: string | null;
  /** In lower case, without script and region: `pt` for `pt-BR`. */
  language: string | null;
  /** Host alone, without `www.`, or the name of an Android app. */
  referrer: string | null;
  /** null: not told, because the visitor wants to be left alone. */
  channel: Channel | null;
  /**
   * Whoever visits the same link on the same day has the same: a number of 64 bits, in decimal digits. null: nobody whose
   * return would be noticed.
   */
  visitor: string | null;
}

/** What a click counts under. */
export const DIMENSION_OF: Readonly<Record<Dimension, (click: DescribedClick) => string | null>> = {
  country: (click) => click.country,
  region: (click) => placeIn(click.country, click.region),
  city: (click) => placeIn(click.country, click.city),
  continent: (click) => click.continent,
  device: (click) => click.device,
  os: (click) => click.os,
  browser: (click) => click.browser,
  language: (click) => click.language,
  referrer: (click) => click.referrer,
  channel: (click) => click.channel,
  bot: (click) => (click.botKind === null ? null : TRUE),
  bot_kind: (click) => click.botKind,
  qr: (click) => (click.isScan ? TRUE : null),
  utm_source: (click) => click.utmSource,
  utm_medium: (click) => click.utmMedium,
  utm_campaign: (click) => click.utmCampaign,
};
