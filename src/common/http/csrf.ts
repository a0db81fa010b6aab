import { Injectable } from '@nestjs/common';
import { doubleCsrf, DoubleCsrfUtilities } from 'csrf-csrf';
import type { Request, Response } from 'express';
import { Configuration } from '../../config/configuration.js';
import { ForbiddenError } from '../domain/errors.js';

export const CSRF_FIELD = '_csrf';

/** The hidden `_csrf` of every form: a signed double-submit token, tied to the session where there is one. */
@Injectable()
export class CsrfTokens {
  private readonly tokens: DoubleCsrfUtilities;

  constructor({ appSecrets, isHttps }: Configuration) {
    this.tokens = doubleCsrf({
      getSecret: () => [...appSecrets],
      getSessionIdentifier: (request) => (request.session.userId ? request.sessionID : 'anonymous'),
      cookieName: isHttps ? '__Host-trimlink_csrf' : 'trimlink_csrf',
      cookieOptions: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/' },
      getCsrfTokenFromRequest: (request) => (request.body as Record<string, string | undefined>)[CSRF_FIELD],
    });
  }

  /** The token for a form that is shown now; sets the cookie that goes with it. */
  issue(request: Request, response: Response): string {
    return this.tokens.generateCsrfToken(request, response, { overwrite: false, validateOnReuse: false });
  }

  /** @throws ForbiddenError */
  verify(request: Request): void {
    if (this.tokens.validateRequest(request)) return;
    throw new ForbiddenError(
      'This form is out of date. Go back, reload the page and send it again.',
      'csrf_token_invalid',
    );
  }
}
