import { createHmac, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../../common/domain/clock.js';
import { ForbiddenError } from '../../../common/domain/errors.js';
import { derivedKeys } from '../../../common/domain/secret.js';
import { Configuration } from '../../../config/configuration.js';
import { AuthorizationParameters } from '../domain/authorization-request.js';

/** A consent page may stay open this long. */
const ANSWERABLE_MILLISECONDS = 60 * 60_000;
const PURPOSE = 'trimlink: pending authorization requests';

/** What one consent page asks, and whom. */
export interface PendingRequest {
  /** The id of the grant that approving it makes. */
  id: string;
  userId: string;
  parameters: AuthorizationParameters;
}

/**
 * The question that a consent page carries in a hidden field and its answer brings back, signed: so an answer belongs to
 * the page that was read, in whichever tab, and to the user who was signed in there. Nothing needs storing.
 */
@Injectable()
export class PendingRequests {
  private readonly keys: readonly Buffer[];

  constructor(
    { appSecrets }: Configuration,
    private readonly clock: Clock,
  ) {
    this.keys = derivedKeys(appSecrets, PURPOSE);
  }

  seal(pending: PendingRequest): string {
    const shownAt = this.clock.now().getTime();
    const text = Buffer.from(JSON.stringify({ ...pending, shownAt })).toString('base64url');
    return `${text}.${signature(text, this.keys[0] as Buffer).toString('base64url')}`;
  }

  /** @throws ForbiddenError for what no page of ours has carried, or one that is too old. */
  open(sealed: string): PendingRequest {
    const [text = '', signed = ''] = sealed.split('.');
    const given = Buffer.from(signed, 'base64url');
    const isOurs = this.keys.some((key) => {
      const expected = signature(text, key);
      return expected.length === given.length && timingSafeEqual(expected, given);
    });
    if (!isOurs) throw outOfDate();
    const { shownAt, ...pending } = JSON.parse(Buffer.from(text, 'base64url').toString()) as Sealed;
    if (this.clock.now().getTime() - shownAt > ANSWERABLE_MILLISECONDS) throw outOfDate();
    return pending;
  }
}

type Sealed = PendingRequest & { shownAt: number };

const signature = (text: string, key: Buffer): Buffer => createHmac('sha256', key).update(text).digest();

const outOfDate = (): ForbiddenError =>
  new ForbiddenError('This page is out of date. Go back to the application and start again.', 'request_out_of_date');
