import { join } from 'node:path';
import { Injectable, Logger, OnModuleInit } from '@nestjs/common';
import { Clock } from '../../../../common/domain/clock.js';
import { Configuration } from '../../../../config/configuration.js';
import { Click } from '../../domain/click.js';
import { ClickSink } from '../../domain/click-sink.js';
import { ClickSpoolFacts } from '../../domain/click-spool-facts.js';
import { ClickSpool, SpoolPiece } from '../../domain/click-spools.js';
import { SpoolPosition } from '../../domain/click-store.js';
import { BlockCipher } from './block-cipher.js';
import { DISK } from './disk.js';
import { SpoolFolder } from './spool-folder.js';
import { SpoolReader } from './spool-reader.js';
import { SpoolWriter } from './spool-writer.js';

/** Some five million clicks. */
const MOST_BYTES = 1024 * 1024 * 1024;
const SEGMENT_BYTES = 16 * 1024 * 1024;
const WARN_EVERY_MILLISECONDS = 60_000;

export const spoolsOf = ({ settings }: Configuration): string => join(settings.dataDir, 'clicks');

/** What this process records; the drain keeps and counts it within seconds. */
@Injectable()
export class OwnSpool extends ClickSpool implements ClickSink, ClickSpoolFacts, OnModuleInit {
  private readonly logger = new Logger(OwnSpool.name);
  private folder!: SpoolFolder;
  private writer!: SpoolWriter;
  private reader!: SpoolReader;
  private warnedAt = -Infinity;

  constructor(
    private readonly configuration: Configuration,
    private readonly clock: Clock,
  ) {
    super();
  }

  async onModuleInit(): Promise<void> {
    const { appSecrets, settings } = this.configuration;
    this.folder = await SpoolFolder.own(spoolsOf(this.configuration));
    const cipher = new BlockCipher(appSecrets[0], this.folder.id);
    const rules = {
      mostBytes: MOST_BYTES,
      segmentBytes: SEGMENT_BYTES,
      ...(settings.clickDurability === 'fsync' && { disk: DISK }),
    };
    this.writer = new SpoolWriter(this.folder, cipher, rules, this.clock, (error) => {
      this.warn(error);
    });
    this.reader = new SpoolReader(this.folder, [cipher]);
  }

  override get id(): string {
    return this.folder.id;
  }

  override get end(): SpoolPosition {
    return this.writer.position;
  }

  get bytes(): number {
    return this.writer.bytes;
  }

  get lostClicks(): number {
    return this.writer.lostClicks;
  }

  record(click: Click): Promise<void> {
    return this.writer.record(click);
  }

  override read(from: SpoolPosition): Promise<SpoolPiece | undefined> {
    return this.reader.read(from, this.end);
  }

  override discard(before: SpoolPosition): Promise<void> {
    return this.writer.discard(before);
  }

  private warn(error: unknown): void {
    const now = performance.now();
    if (now - this.warnedAt < WARN_EVERY_MILLISECONDS) return;
    this.warnedAt = now;
    this.logger.warn(`Clicks could not be written and are lost: ${(error as Error).message}`);
  }
}
