import { EntitySchema } from 'typeorm';
import { Member } from '../domain/member.js';

export const MemberSchema = new EntitySchema({
  target: Member,
  name: 'Member',
  tableName: 'members',
  columns: {
    userId: { type: 'uuid', name: 'user_id', primary: true },
    organizationId: { type: 'uuid', name: 'organization_id' },
    role: { type: 'text' },
    status: { type: 'text' },
    permissions: { type: 'text', array: true },
    lastWorkspace: { type: 'text', name: 'last_workspace', nullable: true },
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});
