import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Length, MaxLength } from 'class-validator';
import { Reach } from '../../../common/domain/access/reach.js';
import { MOST_TAG_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IsInstant } from '../../../common/http/is-instant.js';
import { sortOf, sortsOf } from '../../../common/http/list-sort.js';
import { CursorQueryDto } from '../../../common/http/page-query.dto.js';
import { parseHost } from '../../domains/index.js';
import { SHORT_URL_ORDERS, ShortUrlFilter, ShortUrlSort } from '../domain/short-url-directory.js';

const SORTS = sortsOf(SHORT_URL_ORDERS);
const NEWEST_FIRST = '-created_at';

export class ShortUrlListQueryDto extends CursorQueryDto {
  @ApiPropertyOptional({ description: 'Part of the slug, title, destination or a tag, in capitals or not' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  search?: string;

  @ApiPropertyOptional({ description: 'One whole tag' })
  @IsOptional()
  @IsString()
  @Length(1, MOST_TAG_CHARACTERS)
  tag?: string;

  @ApiPropertyOptional({ description: 'Host of the short links' })
  @IsOptional()
  @IsString()
  @MaxLength(260)
  domain?: string;

  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'true: those that are archived, no others',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  archived?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  workspace_id?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'At or after' })
  @IsOptional()
  @IsInstant()
  created_after?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before' })
  @IsOptional()
  @IsInstant()
  created_before?: string;

  @ApiPropertyOptional({ enum: SORTS, default: NEWEST_FIRST })
  @IsOptional()
  @IsIn(SORTS)
  sort?: string;
}

/** An export is the whole of what matches. */
export class ShortUrlExportQueryDto extends OmitType(ShortUrlListQueryDto, [
  'page',
  'per_page',
  'cursor',
  'toPageRequest',
] as const) {}

/** Which links are asked for, and in what order. @throws NotFoundError for a workspace out of reach. */
export const selectionOf = (
  reach: Reach,
  query: ShortUrlExportQueryDto,
): { reach: Reach; filter: ShortUrlFilter; sort: ShortUrlSort } => ({
  reach: reach.within(query.workspace_id?.toLowerCase()),
  filter: filterOf(query),
  sort: sortOf(SHORT_URL_ORDERS, query.sort ?? NEWEST_FIRST),
});

const filterOf = (query: ShortUrlExportQueryDto): ShortUrlFilter => ({
  search: query.search,
  tag: query.tag,
  domain: query.domain === undefined ? undefined : (parseHost(query.domain) ?? query.domain),
  archived: query.archived === 'true',
  createdAfter: query.created_after === undefined ? undefined : new Date(query.created_after),
  createdBefore: query.created_before === undefined ? undefined : new Date(query.created_before),
});
