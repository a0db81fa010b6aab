import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsArray, IsEmail, IsIn, IsNotEmpty, IsString, IsUUID, MaxLength } from 'class-validator';
import { type Permission, PERMISSIONS } from '../../../common/domain/access/permission.js';
import { type Role, ROLES } from '../../../common/domain/access/role.js';
import { MOST_EMAIL_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { IsGoodPassword, MEMBER_STATUSES, type MemberStatus } from '../../users/index.js';
import { MemberDetails } from '../domain/member.repository.js';

/** UUIDs are the same in either case (RFC 9562 §4). */
const lowerCase = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((it: unknown) => (typeof it === 'string' ? it.toLowerCase() : it)) : value;

class MemberPlacesDto {
  @ApiPropertyOptional({ type: [String], format: 'uuid' })
  @IfGiven()
  @IsArray()
  @IsUUID('all', { each: true })
  @Transform(({ value }: { value: unknown }) => lowerCase(value))
  workspace_ids?: string[];

  @ApiPropertyOptional({ enum: PERMISSIONS, isArray: true, description: 'Direct grants, in the assigned workspaces' })
  @IfGiven()
  @IsArray()
  @IsIn(PERMISSIONS, { each: true })
  permissions?: Permission[];
}

export class CreateMemberDto extends MemberPlacesDto {
  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MOST_NAME_CHARACTERS)
  name!: string;

  @ApiProperty({ format: 'email' })
  @IsEmail()
  @MaxLength(MOST_EMAIL_CHARACTERS)
  email!: string;

  @IsGoodPassword()
  password!: string;

  @ApiProperty({ enum: ROLES })
  @IsIn(ROLES)
  role!: Role;
}

export class UpdateMemberDto extends MemberPlacesDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IfGiven()
  @IsString()
  @IsNotEmpty()
  @MaxLength(MOST_NAME_CHARACTERS)
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
  @ApiProperty({ enum: MEMBER_STATUSES }) status!: string;
  @ApiProperty({ type: [String], format: 'uuid' }) workspace_ids!: string[];
  @ApiProperty({ type: [Object] }) groups!: { id: string; name: string }[];
  @ApiProperty({ enum: PERMISSIONS, isArray: true }) permissions!: readonly string[];
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export const presentMemberDetails = ({ member, ...details }: MemberDetails): MemberAnswer => ({
  id: member.userId,
  name: details.name,
  email: details.email,
  role: member.role,
  status: member.status,
  workspace_ids: details.workspaceIds,
  groups: details.groups,
  permissions: member.permissions,
  created_at: member.createdAt.toISOString(),
});
