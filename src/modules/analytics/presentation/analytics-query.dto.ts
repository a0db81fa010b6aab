import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength, ValidateBy } from 'class-validator';
import { BadRequestError } from '../../../common/domain/errors.js';
import { MOST_TAG_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IsInstant } from '../../../common/http/is-instant.js';
import { IsWholeNumber } from '../../../common/http/is-whole-number.js';
import { CHANNELS, type Dimension, DIMENSIONS, type Parting, TRUE } from '../../clicks/index.js';
import { parseHost } from '../../domains/index.js';
import { BOT_KINDS, DEVICES, isTimeZone } from '../../short-urls/index.js';
import { bucketStarts, type Interval, INTERVALS, MOST_BUCKETS } from '../domain/time-buckets.js';
import { Selection } from '../application/analytics.service.js';

export const PARTINGS: readonly Parting[] = [...DIMENSIONS, 'short_url', 'tag', 'domain'];

const MINUTE = 60_000;
const DEFAULT_DAYS = 30;
const DAY = 24 * 60 * MINUTE;
const EARLIEST = Date.UTC(2000, 0);
/** After now: what is to come has no clicks, and its clocks are changed twice a year without end. */
const MOST_AHEAD = 366 * DAY;
const MOST_PARTS = 1_000;
const DEFAULT_PARTS = 100;
const FLAGS: readonly Dimension[] = ['bot', 'qr'];
const FLAG_VALUES = ['true', 'false'];
/** Of what has only some. */
const VALUES: Readonly<Partial<Record<Dimension, readonly string[]>>> = {
  bot: FLAG_VALUES,
  qr: FLAG_VALUES,
  device: DEVICES,
  channel: CHANNELS,
  bot_kind: BOT_KINDS,
};
const IN_CAPITALS: readonly Dimension[] = ['country', 'continent'];
const IN_SMALL_LETTERS: readonly Dimension[] = ['language', 'referrer'];

const IsTimeZone = () =>
  ValidateBy({
    name: 'isTimeZone',
    validator: {
      validate: (value) => typeof value === 'string' && isTimeZone(value),
      defaultMessage: () => '$property must be a name of the IANA time zone database, such as Europe/Berlin',
    },
  });

/** What all of them take; each looks at what concerns it. */
export class AnalyticsQueryDto {
  @ApiPropertyOptional({
    format: 'date-time',
    description: `Clicks at or after this minute. Default: ${DEFAULT_DAYS} days before \`to\``,
  })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Clicks before it, to the end of its minute; at most a year from now. Default: now',
  })
  @IsOptional()
  @IsInstant()
  to?: string;

  @ApiPropertyOptional({
    example: 'Europe/Berlin',
    default: 'UTC',
    description: 'IANA time zone in which the steps of a time series begin',
  })
  @IsOptional()
  @IsTimeZone()
  timezone?: string;

  @ApiPropertyOptional({
    enum: INTERVALS,
    description: `Step of a time series, at most ${MOST_BUCKETS} of them; \`timeseries\` takes \`day\` without it`,
  })
  @IsOptional()
  @IsIn(INTERVALS)
  interval?: Interval;

  @ApiPropertyOptional({ enum: PARTINGS, description: 'What a breakdown counts by; `breakdown` needs it' })
  @IsOptional()
  @IsIn(PARTINGS)
  by?: Parting;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MOST_PARTS,
    default: DEFAULT_PARTS,
    description: 'Most rows of a breakdown and of `top`',
  })
  @IsOptional()
  @IsWholeNumber(1, MOST_PARTS)
  limit?: number;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  workspace_id?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  short_url_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'The same as `short_url_id`' })
  @IsOptional()
  @IsUUID()
  short_url?: string;

  @ApiPropertyOptional({ description: 'Name of a tag: clicks on links that have it now' })
  @IsOptional()
  @IsString()
  @Length(1, MOST_TAG_CHARACTERS)
  tag?: string;

  @ApiPropertyOptional({ description: 'Host of the short links, with its port if it has one' })
  @IsOptional()
  @IsString()
  @MaxLength(260)
  domain?: string;
}

for (const name of DIMENSIONS) {
  const values = VALUES[name];
  const decorators = [
    ApiPropertyOptional({
      ...(values ? { enum: [...values] } : { type: String }),
      description: 'One value, as a breakdown names it; empty: clicks without one',
    }),
    IsOptional(),
    ...(values ? [IsIn([...values, ''])] : [IsString(), MaxLength(500)]),
  ];
  for (const decorate of decorators) decorate(AnalyticsQueryDto.prototype, name);
}

/** @throws BadRequestError where the period is none, or the link or host */
export function selectionOf(query: AnalyticsQueryDto, now: Date): Selection {
  const to = Math.ceil((query.to === undefined ? now.getTime() : Date.parse(query.to)) / MINUTE) * MINUTE;
  const since = query.from === undefined ? to - DEFAULT_DAYS * DAY : Date.parse(query.from);
  const from = Math.floor(since / MINUTE) * MINUTE;
  if (from >= to) throw badQuery('to must be after from.');
  if (from < EARLIEST) throw badQuery('from must not lie before the year 2000.');
  if (to > now.getTime() + MOST_AHEAD) throw badQuery('to must not lie more than a year after now.');
  return {
    workspaceId: query.workspace_id?.toLowerCase(),
    shortUrlId: shortUrlIdOf(query),
    domain: query.domain === undefined ? undefined : hostOf(query.domain),
    tag: query.tag,
    filters: filtersOf(query),
    from,
    to,
  };
}

function shortUrlIdOf({ short_url_id, short_url }: AnalyticsQueryDto): string | undefined {
  const [id, same = id] = [short_url_id, short_url].map((it) => it?.toLowerCase());
  if (id !== undefined && id !== same) throw badQuery('short_url_id and short_url must be the same, or one of them.');
  return same;
}

function hostOf(domain: string): string {
  const host = parseHost(domain);
  if (host === undefined) throw badQuery('domain must be a host, such as go.example.com.');
  return host;
}

/** The steps of a series, by their starts. @throws BadRequestError where there would be too many */
export function stepsOf(
  { interval = 'day', timezone = 'UTC' }: AnalyticsQueryDto,
  { from, to }: Selection,
): { starts: number[]; timezone: string } {
  const starts = bucketStarts({ from, to, interval, timezone });
  if (starts.length > MOST_BUCKETS) {
    throw badQuery(`interval makes more than ${MOST_BUCKETS} steps. Ask for longer ones.`);
  }
  return { starts, timezone };
}

/** @throws BadRequestError where it is missing */
export function partingOf({ by }: AnalyticsQueryDto): Parting {
  if (by === undefined) throw badQuery(`by is required: one of ${PARTINGS.join(', ')}.`);
  return by;
}

export const limitOf = ({ limit }: AnalyticsQueryDto): number => limit ?? DEFAULT_PARTS;

function filtersOf(query: AnalyticsQueryDto): Map<Dimension, string | null> {
  const given = query as Partial<Record<Dimension, string>>;
  return new Map(
    DIMENSIONS.flatMap((name): [Dimension, string | null][] => {
      const value = given[name];
      return value === undefined ? [] : [[name, filterValue(name, value)]];
    }),
  );
}

function filterValue(name: Dimension, value: string): string | null {
  if (FLAGS.includes(name)) return value === TRUE ? TRUE : null;
  if (value === '') return null;
  if (IN_CAPITALS.includes(name)) return value.toUpperCase();
  return IN_SMALL_LETTERS.includes(name) ? value.toLowerCase() : value;
}

export const badQuery = (message: string): BadRequestError => new BadRequestError(message, 'bad_query_parameter');
