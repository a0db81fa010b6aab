import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsOptional } from 'class-validator';
import { type FieldErrors } from '../../../common/domain/errors.js';
import { BatchOptions } from '../application/short-url-batches.js';
import { ShortUrlAnswer } from './short-url.presenter.js';

export const MOST_ITEMS = 1000;

export class BulkDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', additionalProperties: true },
    minItems: 1,
    maxItems: MOST_ITEMS,
    description: 'Each as for a single call; to change or delete, with id or external_id',
    example: [{ destination_url: 'https://example.com/spring' }],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ITEMS)
  items!: unknown[];
}

export class BulkQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'true: all, or none where one is bad',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  atomic?: string;

  get options(): BatchOptions {
    return { atomic: this.atomic === 'true' };
  }
}

export class BulkItemAnswer {
  @ApiProperty({ description: 'Its place in the request' }) index!: number;
  @ApiProperty({ example: 201, description: 'What a call of its own would have answered' }) status!: number;
  @ApiPropertyOptional() data?: ShortUrlAnswer;
  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'array', items: { type: 'string' } },
    description: 'By field; under `item` where it is not a field that is at fault',
    example: { slug: ['go.example.com/spring is taken. Choose another back-half.'] },
  })
  errors?: FieldErrors;
}
