import { ApiProperty } from '@nestjs/swagger';
import { MemberListing } from '../domain/member-directory.js';

export class GroupReference {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
}

export class UserAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'email' }) email!: string;
  @ApiProperty({ enum: ['owner', 'admin', 'member'] }) role!: string;
  @ApiProperty({ enum: ['active', 'suspended'] }) status!: string;
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
