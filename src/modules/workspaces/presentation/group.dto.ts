import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { type Permission, PERMISSIONS } from '../../../common/domain/access/permission.js';
import { MOST_DESCRIPTION_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { IsName } from '../../../common/http/is-name.js';
import { GroupChange } from '../application/groups.service.js';
import { GroupDetails } from '../domain/group.repository.js';
import { IdList } from './id-list.js';

class GroupContentsDto {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MOST_DESCRIPTION_CHARACTERS })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_DESCRIPTION_CHARACTERS)
  description?: string | null;

  @ApiPropertyOptional({ enum: PERMISSIONS, isArray: true, description: 'Held in the assigned workspaces' })
  @IfGiven()
  @IsArray()
  @IsIn(PERMISSIONS, { each: true })
  permissions?: Permission[];

  @IdList('Who is in it')
  member_ids?: string[];

  @IdList('The workspaces that it is assigned to')
  workspace_ids?: string[];

  toContents(): GroupChange {
    const { description, permissions, member_ids: memberIds, workspace_ids: workspaceIds } = this;
    return {
      ...(description !== undefined && { description: description ?? '' }),
      ...(permissions && { permissions }),
      ...(memberIds && { memberIds }),
      ...(workspaceIds && { workspaceIds }),
    };
  }
}

export class CreateGroupDto extends GroupContentsDto {
  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS, example: 'Link editors' })
  @IsName()
  name!: string;
}

export class UpdateGroupDto extends GroupContentsDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IfGiven()
  @IsName()
  name?: string;
}

export class GroupAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) permissions!: readonly string[];
  @ApiProperty({ type: [String], format: 'uuid' }) member_ids!: string[];
  @ApiProperty({ type: [String], format: 'uuid', description: 'Those that one reaches' }) workspace_ids!: string[];
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

/** To an onlooker who sees the workspaces of `access`. */
export const presentGroup = ({ group, memberIds, workspaceIds }: GroupDetails, access: MemberAccess): GroupAnswer => ({
  id: group.id,
  name: group.name,
  description: group.description,
  permissions: group.permissions,
  member_ids: memberIds,
  workspace_ids: workspaceIds.filter((id) => access.reaches(id)),
  created_at: group.createdAt.toISOString(),
});
