import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsIn, IsOptional, IsString, IsUUID } from 'class-validator';
import { ValidationError } from '../../../common/domain/errors.js';
import { isAllowedName } from '../../../common/http/text-safety.js';
import { IsTags } from '../../short-urls/index.js';
import { ImportOptions } from '../domain/link-import.js';
import { IMPORT_FIELDS, ImportField, isImportField } from '../domain/import-columns.js';
import { tagsOf } from '../domain/imported-row.js';

export const MOST_FILE_MEBIBYTES = 100;

export class ImportQueryDto {
  @ApiPropertyOptional({
    enum: ['true', 'false'],
    default: 'false',
    description: 'true: rows are checked and reported, and no link is made or changed',
  })
  @IsOptional()
  @IsIn(['true', 'false'])
  dry_run?: string;
}

/** What stands beside the file. */
export class ImportFieldsDto {
  @ApiPropertyOptional({
    format: 'uuid',
    description: 'Where several workspaces are in reach; without it, the default one',
  })
  @IsOptional()
  @IsUUID()
  workspace_id?: string;

  @ApiPropertyOptional({
    description: "Host for links whose own host is not one of yours here. Default: the workspace's",
  })
  @IsOptional()
  @IsString()
  domain?: string;

  @ApiPropertyOptional({ type: String, description: 'For every link, separated by commas', example: 'imported,spring' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? tagsOf(value) : value))
  @IsTags()
  tags?: string[];

  @ApiPropertyOptional({
    type: String,
    description: `JSON: the fields of columns that are not recognised. Fields: ${IMPORT_FIELDS.join(', ')}`,
    example: '{"Target page": "destination_url"}',
  })
  @IsOptional()
  @IsString()
  columns?: string;

  /** @throws ValidationError on `columns` */
  toOptions(): ImportOptions {
    const { domain, tags = [], columns } = this;
    return { ...(domain && { domain }), tags, columns: columns === undefined ? {} : mappingOf(columns) };
  }
}

/** The body, for the reference. */
export class ImportUploadDoc extends ImportFieldsDto {
  @ApiProperty({
    type: 'string',
    format: 'binary',
    description: `CSV with a row of column names, up to ${MOST_FILE_MEBIBYTES} MB`,
  })
  file!: string;
}

function mappingOf(text: string): Record<string, ImportField> {
  const parsed = jsonOf(text);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw ValidationError.on('columns', 'columns must be a JSON object, such as {"Target page": "destination_url"}.');
  const entries = Object.entries(parsed);
  const wrong = entries.find(([name, field]) => !isAllowedName(name) || !isImportField(field));
  if (wrong)
    throw ValidationError.on(
      'columns',
      `columns must give ${JSON.stringify(wrong[0])} one of these fields: ${IMPORT_FIELDS.join(', ')}.`,
    );
  return Object.fromEntries(entries.map(([name, field]) => [name.trim(), field as ImportField]));
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
