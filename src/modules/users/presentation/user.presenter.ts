import { ApiProperty } from '@nestjs/swagger';
import { ROLES } from '../../../common/domain/access/role.js';
import { MemberListing, SHOWN_STATUSES } from '../domain/member-directory.js';

export class GroupReference {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class UserAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'email' }) email!: string;
  @ApiProperty({ enum: ROLES }) role!: string;
  @ApiProperty({ enum: SHOWN_STATUSES }) status!: string;
  @ApiProperty({ type: [GroupReference] }) groups!: GroupReference[];
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export const presentMember = (member: MemberListing): UserAnswer => ({
  id: member.id,
  name: member.name,
  email: member.email,
  role: member.role,
  status: member.status,
  groups: member.groups,
  created_at: member.createdAt.toISOString(),
});
