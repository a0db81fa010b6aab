import { Injectable } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Configuration } from '../../../config/configuration.js';
import { type Counts, DIMENSIONS, type Parting, readPlace, type SingleClick, TRUE } from '../../clicks/index.js';
import { displayedHost } from '../../domains/index.js';
import { ShortUrlPresenter } from '../../short-urls/index.js';
import { type CountedBucket, type CountedPart, type Summary } from '../application/analytics.service.js';
import { startFormatter } from '../domain/time-buckets.js';

export class CountsAnswer {
  @ApiProperty({ description: 'Every visit that was answered with a redirect' }) clicks!: number;
  @ApiProperty({ description: 'Those of people' }) human_clicks!: number;
  @ApiProperty({ description: 'Those of programs: crawlers, previews, prefetches, curl' }) bot_clicks!: number;
  @ApiProperty({ description: 'Those of people, each person once for each link and day (UTC)' }) unique_clicks!: number;
  @ApiProperty({ description: 'Those by way of a QR code' }) qr_scans!: number;
}

export class SummaryAnswer extends CountsAnswer {
  @ApiProperty({ description: 'The period of the same length just before' }) previous!: CountsAnswer;
}

export class BucketAnswer extends CountsAnswer {
  @ApiProperty({ format: 'date-time', example: '2026-11-28T00:00:00+01:00' }) start!: string;
}

export class PartAnswer extends CountsAnswer {
  @ApiProperty({ type: String, nullable: true, description: 'null: not known, or none' }) value!: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Of a region or city' }) country?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Of a link; null: it is gone' })
  short_url?: string | null;
  @ApiPropertyOptional({ type: String, nullable: true, description: 'Of a link' }) title?: string | null;
}

/** The same as plain objects. */
export type CountFields = { [name in keyof CountsAnswer]: number };
export type SummaryFields = CountFields & { previous: CountFields };
export type BucketFields = CountFields & { start: string };
export type PartFields = CountFields & Omit<PartAnswer, keyof CountsAnswer>;

export const countsAnswer = ([clicks, human, unique, scans]: Readonly<Counts>): CountFields => ({
  clicks,
  human_clicks: human,
  bot_clicks: clicks - human,
  unique_clicks: unique,
  qr_scans: scans,
});

export const summaryAnswer = ({ counts, previous }: Summary): SummaryFields => ({
  ...countsAnswer(counts),
  previous: countsAnswer(previous),
});

export function bucketAnswers(buckets: readonly CountedBucket[], timezone: string): BucketFields[] {
  const format = startFormatter(timezone);
  return buckets.map(({ start, counts }) => ({ start: format(start), ...countsAnswer(counts) }));
}

/** One visit. */
export type SingleAnswer = Record<string, string | boolean | null>;

@Injectable()
export class AnalyticsPresenter {
  constructor(
    private readonly configuration: Configuration,
    private readonly shortUrls: ShortUrlPresenter,
  ) {}

  part(by: Parting, { value, counts, shortUrl }: CountedPart): PartFields {
    const answer = countsAnswer(counts);
    if (by === 'bot' || by === 'qr') return { value: String(value === TRUE), ...answer };
    if (by === 'region' || by === 'city') return { ...placeOf(value), ...answer };
    if (by === 'domain') return { value: value && displayedHost(value), ...answer };
    if (by !== 'short_url') return { value, ...answer };
    const shown = shortUrl && this.shortUrls.present(shortUrl);
    return { value, short_url: shown?.short_url ?? null, title: shown?.title ?? null, ...answer };
  }

  single({ at, shortUrlId, domain, slug, isUnique, values }: SingleClick): SingleAnswer {
    const { region, city, bot, qr } = values;
    const isThere = domain !== null && slug !== null;
    return {
      at: at.toISOString(),
      short_url_id: shortUrlId,
      short_url: isThere ? this.configuration.shortUrl(displayedHost(domain), slug) : null,
      unique: isUnique,
      ...Object.fromEntries(DIMENSIONS.map((name) => [name, values[name]])),
      region: region && readPlace(region).name,
      city: city && readPlace(city).name,
      bot: bot === TRUE,
      qr: qr === TRUE,
    };
  }
}

function placeOf(value: string | null): Pick<PartFields, 'value' | 'country'> {
  if (value === null) return { value, country: null };
  const { country, name } = readPlace(value);
  return { value: name, country };
}
