import { EntitySchema } from 'typeorm';
import { Approval } from '../domain/approval.js';
import { scopeSetColumn } from './scope-set.column.js';

export const ApprovalSchema = new EntitySchema({
  target: Approval,
  name: 'Approval',
  tableName: 'oauth_approvals',
  columns: {
    userId: { type: 'uuid', name: 'user_id', primary: true },
    clientId: { type: 'uuid', name: 'oauth_client_id', primary: true },
    workspaceId: { type: 'uuid', name: 'workspace_id', nullable: true },
    scopes: scopeSetColumn,
    createdAt: { type: 'timestamptz', name: 'created_at' },
  },
});
