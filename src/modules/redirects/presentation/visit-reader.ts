import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { ClientAddresses } from '../../../common/http/client-addresses.js';
import { Configuration } from '../../../config/configuration.js';
import { isScan, Visitor, Visitors } from '../../short-urls/index.js';
import { Sighting } from '../domain/sighting.js';

/** Browsers that load a page before anybody has asked for it say so in one of these. */
const PREFETCH_HEADERS = ['sec-purpose', 'purpose', 'x-moz'];

/** Who stands behind a request for a short link. */
@Injectable()
export class VisitReader {
  constructor(
    private readonly visitors: Visitors,
    private readonly addresses: ClientAddresses,
    private readonly configuration: Configuration,
  ) {}

  sightingOf(request: IncomingMessage, at: number): Sighting {
    const { headers, method, url = '' } = request;
    const mark = url.indexOf('?');
    const query = mark < 0 ? '' : url.slice(mark + 1);
    return {
      at,
      isHead: method === 'HEAD',
      isPrefetch: isPrefetch(headers),
      isScan: query !== '' && isScan(query),
      wantsPrivacy: this.configuration.settings.respectDnt && wantsPrivacy(headers),
      ip: this.addresses.of(request),
      userAgent: headers['user-agent'] ?? '',
      referrer: referrerOf(headers),
      language: headers['accept-language'] ?? '',
      query,
    };
  }

  visitorOf({ at, ip, userAgent, referrer, language, query }: Sighting): Visitor {
    return this.visitors.describe({
      ip: ip || null,
      userAgent,
      language: language || null,
      referrer: referrer || null,
      query: query || null,
      at: new Date(at),
    });
  }
}

function isPrefetch(headers: IncomingMessage['headers']): boolean {
  return PREFETCH_HEADERS.some((name) =>
    String(headers[name] ?? '')
      .toLowerCase()
      .includes('prefetch'),
  );
}

/** Do Not Track, and Global Privacy Control, which follows it. */
const wantsPrivacy = (headers: IncomingMessage['headers']): boolean =>
  headers['dnt'] === '1' || headers['sec-gpc'] === '1';

/** That somebody comes from the very host, as from a link's form for its password, says nothing of where they come from. */
function referrerOf({ referer = '', host = '' }: IncomingMessage['headers']): string {
  const start = referer.indexOf('://') + 3;
  if (start < 3 || !referer.startsWith(host, start)) return referer;
  const next = referer.charAt(start + host.length);
  return next === '' || next === '/' || next === '?' ? '' : referer;
}
