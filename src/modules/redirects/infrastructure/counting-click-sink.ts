import { Injectable } from '@nestjs/common';
import { ShortUrlsService } from '../../short-urls/index.js';
import { Click, ClickSink } from '../domain/click-sink.js';

/** Counts each click on its link. */
@Injectable()
export class CountingClickSink extends ClickSink {
  constructor(private readonly shortUrls: ShortUrlsService) {
    super();
  }

  override record({ shortUrlId, isPerson, isScan }: Click): Promise<void> {
    return this.shortUrls.countClick(shortUrlId, { isPerson, isScan });
  }
}
