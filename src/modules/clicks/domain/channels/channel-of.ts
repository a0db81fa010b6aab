import { Channel } from './channel.js';
import { CHANNEL_OF_HOST } from './known-hosts.js';
import { channelOfMedium } from './known-media.js';
import { CHANNEL_OF_APP, CHANNEL_OF_SOURCE } from './known-sources.js';

export interface Origin {
  /** Host of the page or name of the Android app with the link; null where it isn't told. */
  referrer: string | null;
  utmSource: string | null;
  utmMedium: string | null;
  /** Of the visitor, who may have come out of an app. */
  browser: string | null;
}

/**
 * Who made the link may say by UTM what it is for, and knows it best; the referrer knows better than the browser in which
 * it was followed. What is marked as a campaign's, but by words that nobody knows, is not direct.
 */
export function channelOf({ referrer, utmSource, utmMedium, browser }: Origin): Channel {
  const channel =
    channelOfMedium(utmMedium?.toLowerCase()) ??
    channelOfSource(utmSource?.toLowerCase()) ??
    (referrer === null ? CHANNEL_OF_APP.get(browser ?? '') : channelOfHost(referrer));
  if (channel) return channel;
  if (referrer !== null) return 'referral';
  return utmSource === null && utmMedium === null ? 'direct' : 'other';
}

/** Sources are named by host or, more often, by the first part of one. */
function channelOfSource(source: string | undefined): Channel | undefined {
  if (!source) return undefined;
  return CHANNEL_OF_SOURCE.get(source) ?? channelOfHost(source) ?? channelOfHost(`${source}.com`);
}

/** Where a site has a domain in many countries: what follows its name. */
const COUNTRY = /^(?:com?\.)?[a-z]{2}$|^com$/;

/** By the longest end of the host that is known, so that `mail.google.com` is not `google.com`. */
function channelOfHost(host: string): Channel | undefined {
  for (let from = 0; from >= 0; from = nextLabel(host, from)) {
    const end = host.slice(from);
    const known = CHANNEL_OF_HOST.get(end);
    if (known) return known;
    const dot = end.indexOf('.');
    const inAnyCountry = COUNTRY.test(end.slice(dot + 1)) ? CHANNEL_OF_HOST.get(`${end.slice(0, dot)}.*`) : undefined;
    if (inAnyCountry) return inAnyCountry;
  }
  return undefined;
}

function nextLabel(host: string, from: number): number {
  const dot = host.indexOf('.', from);
  return dot < 0 ? -1 : dot + 1;
}
