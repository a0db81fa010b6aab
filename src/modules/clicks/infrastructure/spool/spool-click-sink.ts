import { Injectable } from '@nestjs/common';
import { Click } from '../../domain/click.js';
import { ClickSink } from '../../domain/click-sink.js';
import { OwnSpool } from './own-spool.js';

/** Writes clicks down here; the drain keeps and counts them within seconds. */
@Injectable()
export class SpoolClickSink extends ClickSink {
  constructor(private readonly spool: OwnSpool) {
    super();
  }

  override record(click: Click): Promise<void> {
    return this.spool.record(click);
  }
}
