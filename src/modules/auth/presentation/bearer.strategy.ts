import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { Request } from 'express';
import { Strategy } from 'passport-http-bearer';
import { VerifiedCredential, VerifiedCredentials } from '../application/verified-credentials.js';

@Injectable()
export class BearerStrategy extends PassportStrategy(Strategy, 'bearer') {
  constructor(private readonly credentials: VerifiedCredentials) {
    super();
  }

  /** The header is the only place for a token: the library would also take it from the body or the query. */
  override authenticate(request: Request): void {
    super.authenticate({ headers: request.headers } as Request);
  }

  async validate(token: string): Promise<VerifiedCredential | false> {
    return (await this.credentials.find(token)) ?? false;
  }
}
