import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { readableAddress } from '../../../common/http/address.js';
import { ClientAddresses } from '../../../common/http/client-addresses.js';
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
      ip: this.addresses.of(request),
      userAgent: headers['user-agent'] ?? '',
      referrer: headers.referer ?? '',
      language: headers['accept-language'] ?? '',
      query,
    };
  }

  visitorOf({ at, ip, userAgent, referrer, language, query }: Sighting): Visitor {
    return this.visitors.describe({
      ip: readableAddress(ip) || null,
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
