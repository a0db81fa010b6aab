import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { MOST_TAG_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IsInstant } from '../../../common/http/is-instant.js';
import { CursorQueryDto } from '../../../common/http/page-query.dto.js';
import { parseHost } from '../../domains/index.js';
import { SHORT_URL_ORDERS, ShortUrlFilter, ShortUrlOrder, ShortUrlSort } from '../domain/short-url-directory.js';

const SORTS = SHORT_URL_ORDERS.flatMap((order) => [order, `-${order}`]);
const NEWEST_FIRST = '-created_at';

export class ShortUrlListQueryDto extends CursorQueryDto {
  @ApiPropertyOptional({ description: 'Part of the slug, title, destination or a tag' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  search?: string;

  @ApiPropertyOptional({ description: 'One whole tag' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_TAG_CHARACTERS)
  tag?: string;

  @ApiPropertyOptional({ description: 'Host of the short links' })
  @IsOptional()
  @IsString()
  @MaxLength(260)
  domain?: string;

  @ApiPropertyOptional({ enum: ['true', 'false'], default: 'false' })
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

  toFilter(): ShortUrlFilter {
    return {
      search: this.search,
      tag: this.tag,
      domain: this.domain === undefined ? undefined : (parseHost(this.domain) ?? this.domain),
      archived: this.archived === 'true',
      createdAfter: this.created_after === undefined ? undefined : new Date(this.created_after),
      createdBefore: this.created_before === undefined ? undefined : new Date(this.created_before),
    };
  }

  toSort(): ShortUrlSort {
    const text = this.sort ?? NEWEST_FIRST;
    return { by: text.replace(/^-/, '') as ShortUrlOrder, descending: text.startsWith('-') };
  }
}
