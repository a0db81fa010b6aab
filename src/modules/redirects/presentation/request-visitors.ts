import { Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { Clock } from '../../../common/domain/clock.js';
import { addressOf } from '../../../common/http/address.js';
import { Visitor, Visitors } from '../../short-urls/index.js';

/** Browsers that load a page before anybody has asked for it say so in one of these. */
const PREFETCH_HEADERS = ['sec-purpose', 'purpose', 'x-moz'];

/** Who stands behind a request for a short link. */
@Injectable()
export class RequestVisitors {
  constructor(
    private readonly visitors: Visitors,
    private readonly clock: Clock,
  ) {}

  of(request: Request): { visitor: Visitor; isPerson: boolean } {
    const visitor = this.visitors.describe({
      ip: addressOf(request) || null,
      userAgent: request.get('user-agent') ?? '',
      language: request.get('accept-language') ?? null,
      referrer: request.get('referer') ?? null,
      query: queryOf(request.originalUrl),
      at: this.clock.now(),
    });
    const isPerson = request.method !== 'HEAD' && !isPrefetch(request) && visitor.device !== 'bot';
    return { visitor, isPerson };
  }
}

const isPrefetch = (request: Request): boolean =>
  PREFETCH_HEADERS.some((name) => /prefetch/i.test(request.get(name) ?? ''));

/** Of the request's target, without its question mark. */
function queryOf(target: string): string | null {
  const start = target.indexOf('?');
  return start < 0 ? null : target.slice(start + 1);
}
