import { Injectable } from '@nestjs/common';
import { UserAgentReader } from '../../short-urls/index.js';
import { Click } from '../domain/click.js';
import { DescribedClick } from '../domain/described-click.js';

/** Works out what a visit's headers mean. */
@Injectable()
export class ClickDescriber {
  constructor(private readonly userAgents: UserAgentReader) {}

  describe({ shortUrlId, isAdmitted, isHead, isPrefetch, isScan, userAgent }: Click): DescribedClick {
    const isPerson = !isHead && !isPrefetch && this.userAgents.read(userAgent).device !== 'bot';
    return { shortUrlId, isPerson, isAdmitted, isScan };
  }
}
