import type { IncomingMessage } from 'node:http';
import { Injectable } from '@nestjs/common';
import { isFromNearby } from '../../../common/http/near-client.js';
import { ASSETS_PATH } from '../../../common/ui/asset-manifest.js';
import { Configuration } from '../../../config/configuration.js';
import { normalHost } from '../../domains/index.js';
import { isReserved } from '../../short-urls/index.js';
import { hostOfTarget, pathOfTarget, slugOfPath } from '../domain/visit-path.js';

/** On a link's own host too: probes come by any name, and the pages there need their files. */
const ON_EVERY_HOST = new RegExp(`^(/health/(live|ready)/?$|${ASSETS_PATH}/)`);
/** Asked by neighbours, who call this server by whatever name they know it by. */
const FOR_NEIGHBOURS = /^\/internal\//;

/** Where a visit goes to. */
export interface VisitPlace {
  /** That links are stored under. */
  host: string;
  /** undefined: no link can stand there. */
  slug: string | undefined;
  /** As the visitor wrote them. */
  written: { host: string; slug: string };
}

/** Tells visits from what the server's own rooms serve. */
@Injectable()
export class VisitPlaces {
  constructor(private readonly configuration: Configuration) {}

  /** undefined: it is none of a link. */
  of({ headers, socket, url = '' }: Pick<IncomingMessage, 'headers' | 'socket' | 'url'>): VisitPlace | undefined {
    const path = pathOfTarget(url);
    const host = normalHost(hostOfTarget(url) ?? headers.host ?? '');
    const slug = slugOfPath(path);
    const written = { host, slug: slug ?? path.slice(1) };
    const isPublic = this.configuration.isPublicHost(host);
    const isOwn = isPublic && (written.slug === '' || isReserved(written.slug));
    if (isOwn || ON_EVERY_HOST.test(path)) return undefined;
    if (FOR_NEIGHBOURS.test(path) && isFromNearby({ headers, socket })) return undefined;
    return { host: this.linkHost(host, isPublic), slug, written };
  }

  /** On one's own machine the public host has several names. */
  private linkHost(host: string, isPublic: boolean): string {
    const { defaultDomain, publicHost } = this.configuration;
    return isPublic && host !== defaultDomain ? publicHost : host;
  }
}
