import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { BadRequestError } from '../domain/errors.js';
import { DEFAULT_PER_PAGE, MAX_PER_PAGE, PageRequest } from '../domain/page.js';
import { IsWholeNumber } from './is-whole-number.js';

const MAX_PAGE = 1_000_000;

/** `?page=1&per_page=25`, on every list. */
export class PageQueryDto {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_PAGE, default: 1 })
  @IsOptional()
  @IsWholeNumber(1, MAX_PAGE)
  page?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MAX_PER_PAGE, default: DEFAULT_PER_PAGE })
  @IsOptional()
  @IsWholeNumber(1, MAX_PER_PAGE)
  per_page?: number;

  toPageRequest(): PageRequest {
    return { page: this.page ?? 1, perPage: this.per_page ?? DEFAULT_PER_PAGE };
  }
}

/** Also `?cursor=`, on lists that grow without bound. */
export class CursorQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'In place of `page`: empty begins, then `meta.next_cursor`', maxLength: 500 })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  cursor?: string;

  override toPageRequest(): PageRequest {
    if (this.cursor === undefined) return super.toPageRequest();
    if (this.page !== undefined)
      throw new BadRequestError('page and cursor exclude each other.', 'bad_query_parameter');
    return { ...super.toPageRequest(), cursor: this.cursor };
  }
}
