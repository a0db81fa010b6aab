import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsArray, IsEmail, IsIn, MaxLength } from 'class-validator';
import { MemberAccess } from '../../../common/domain/access/member-access.js';
import { type Permission, PERMISSIONS } from '../../../common/domain/access/permission.js';
import { type Role, ROLES } from '../../../common/domain/access/role.js';
import { MOST_EMAIL_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { IsName } from '../../../common/http/is-name.js';
import {
  GroupReference,
  IsGoodPassword,
  MEMBER_STATUSES,
  type MemberStatus,
  SHOWN_STATUSES,
} from '../../users/index.js';
import { NewMember } from '../application/members.service.js';
import { MemberDetails } from '../domain/member.repository.js';
import { IdList } from './id-list.js';

class MemberPlacesDto {
  @IdList('The workspaces that they are assigned to directly')
  workspace_ids?: string[];

  @IdList('The groups that they are in')
  group_ids?: string[];

  @ApiPropertyOptional({ enum: PERMISSIONS, isArray: true, description: 'Direct grants, in the assigned workspaces' })
  @IfGiven()
  @IsArray()
  @IsIn(PERMISSIONS, { each: true })
  permissions?: Permission[];
}

export class CreateMemberDto extends MemberPlacesDto {
  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS })
  @IsName()
  name!: string;

  @ApiProperty({ format: 'email' })
  @IsEmail()
  @MaxLength(MOST_EMAIL_CHARACTERS)
  email!: string;

  @ApiPropertyOptional({ description: 'Left out: the answer has an invitation to set one' })
  @IfGiven()
  @IsGoodPassword()
  password?: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;

  toDetails(): NewMember {
    const { name, email, password, role, permissions = [] } = this;
    const { workspace_ids: workspaceIds = [], group_ids: groupIds = [] } = this;
    return { name, email, password, role, permissions, workspaceIds, groupIds };
  }
}

export class UpdateMemberDto extends MemberPlacesDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IfGiven()
  @IsName()
  name?: string;

  @ApiPropertyOptional({ enum: ROLES })
  @IfGiven()
  @IsIn(ROLES)
  role?: Role;

  @ApiPropertyOptional({ enum: MEMBER_STATUSES })
  @IfGiven()
  @IsIn(MEMBER_STATUSES)
  status?: MemberStatus;
}

export class MemberAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'email' }) email!: string;
  @ApiProperty({ enum: ROLES }) role!: string;
  @ApiProperty({ enum: SHOWN_STATUSES, description: '`invited` until they have set a password' }) status!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) workspace_ids!: string[];
  @ApiProperty({ type: [String], format: 'uuid' }) group_ids!: string[];
  @ApiProperty({ type: [GroupReference] }) groups!: GroupReference[];
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) permissions!: readonly string[];
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export class NewMemberAnswer extends MemberAnswer {
  @ApiPropertyOptional({ format: 'uri', description: 'Of who was created without a password; single use, 7 days' })
  invitation_url?: string;
}

export class PasswordResetAnswer {
  @ApiProperty({ format: 'uri', description: 'Where the member sets a new password; single use, 24 hours' })
  reset_url!: string;
}

/** To an onlooker who sees the workspaces of `access`. */
export const presentMemberDetails = ({ member, ...details }: MemberDetails, access: MemberAccess): MemberAnswer => ({
  id: member.userId,
  name: details.name,
  email: details.email,
  role: member.role,
  status: details.status,
  workspace_ids: details.workspaceIds.filter((id) => access.reaches(id)),
  group_ids: details.groups.map(({ id }) => id),
  groups: details.groups,
  permissions: member.permissions,
  created_at: member.createdAt.toISOString(),
});
