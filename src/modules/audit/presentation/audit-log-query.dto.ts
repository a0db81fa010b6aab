import { ApiPropertyOptional, OmitType } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { IsInstant } from '../../../common/http/is-instant.js';
import { CursorQueryDto } from '../../../common/http/page-query.dto.js';
import { AuditLogFilter } from '../domain/audit-log.js';

const MOST_CHARACTERS = 200;

/** Ids are kept in lower case. */
const lowerCase = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.toLowerCase() : value);

export class AuditLogQueryDto extends CursorQueryDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Who did it' })
  @IsOptional()
  @IsUUID()
  @Transform(lowerCase)
  actor_id?: string;

  @ApiPropertyOptional({ example: 'member.removed', description: 'What was done, in full' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  action?: string;

  @ApiPropertyOptional({ example: 'member', description: 'To what kind of thing' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  resource_type?: string;

  @ApiPropertyOptional({ description: 'To which one' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  resource_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'In which workspace, deleted ones too' })
  @IsOptional()
  @IsUUID()
  @Transform(lowerCase)
  workspace_id?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'At or after' })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before' })
  @IsOptional()
  @IsInstant()
  to?: string;

  @ApiPropertyOptional({ description: 'Part of the action, the resource, the actor, the address or the changes' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  search?: string;
}

/** An export is the whole of what matches. */
export class AuditExportQueryDto extends OmitType(AuditLogQueryDto, [
  'page',
  'per_page',
  'cursor',
  'toPageRequest',
] as const) {}

export const filterOf = (query: AuditExportQueryDto): AuditLogFilter => ({
  actorId: query.actor_id,
  action: query.action,
  resourceType: query.resource_type,
  resourceId: query.resource_id,
  workspaceId: query.workspace_id,
  from: query.from === undefined ? undefined : new Date(query.from),
  to: query.to === undefined ? undefined : new Date(query.to),
  search: query.search,
});
