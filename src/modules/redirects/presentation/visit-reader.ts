import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { ClientAddresses } from '../../../common/http/client-addresses.js';
import { Configuration } from '../../../config/configuration.js';
import { isScan, Visitor, Visitors } from '../../short-urls/index.js';
import { Sighting } from '../domain/sighting.js';
import { VisitHeaders } from './visit-headers.js';

/** Who stands behind a request for a short link. */
@Injectable()
export class VisitReader {
  constructor(
    private readonly visitors: Visitors,
    private readonly addresses: ClientAddresses,
    private readonly configuration: Configuration,
  ) {}

  sightingOf(request: IncomingMessage, headers: VisitHeaders, at: number): Sighting {
    const { method, url = '' } = request;
    const mark = url.indexOf('?');
    const query = mark < 0 ? '' : url.slice(mark + 1);
    return {
      at,
      isHead: method === 'HEAD',
      isPrefetch: isPrefetch(headers),
      isScan: query !== '' && isScan(query),
      wantsPrivacy: this.configuration.settings.respectDnt && wantsPrivacy(headers),
      ip: this.addresses.of(request),
      userAgent: headers.userAgent ?? '',
      referrer: referrerOf(headers),
      language: headers.language ?? '',
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

/** Browsers that load a page before anybody has asked for it say so in one of these. */
const isPrefetch = ({ secPurpose, purpose, mozillaPurpose }: VisitHeaders): boolean =>
  saysPrefetch(secPurpose) || saysPrefetch(purpose) || saysPrefetch(mozillaPurpose);
const saysPrefetch = (header: string | undefined): boolean => header?.toLowerCase().includes('prefetch') === true;

/** Do Not Track, and Global Privacy Control, which follows it. */
const wantsPrivacy = ({ doNotTrack, privacyControl }: VisitHeaders): boolean =>
  doNotTrack === '1' || privacyControl === '1';

/** That somebody comes from the very host, as from a link's form for its password, says nothing of where they come from. */
function referrerOf({ referrer = '', host = '' }: VisitHeaders): string {
  const start = referrer.indexOf('://') + 3;
  if (start < 3 || !referrer.startsWith(host, start)) return referrer;
  const next = referrer.charAt(start + host.length);
  return next === '' || next === '/' || next === '?' ? '' : referrer;
}
