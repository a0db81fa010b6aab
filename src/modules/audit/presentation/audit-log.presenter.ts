import { ApiProperty } from '@nestjs/swagger';
import { AuditLogEntry } from '../domain/audit-log.js';

export class AuditActor {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ type: String, nullable: true, description: 'As they were called then' }) name!: string | null;
  @ApiProperty({ type: String, format: 'email', nullable: true }) email!: string | null;
}

export class AuditCredential {
  @ApiProperty({ enum: ['api_token', 'access_token'] }) type!: string;
  @ApiProperty() id!: string;
}

export class AuditLogAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'member.updated' }) action!: string;
  @ApiProperty({ example: 'member' }) resource_type!: string;
  @ApiProperty() resource_id!: string;
  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'null: of the organization' })
  workspace_id!: string | null;
  @ApiProperty({ type: AuditActor, nullable: true, description: 'null: an operator at the command line' })
  actor!: AuditActor | null;
  @ApiProperty({ type: AuditCredential, nullable: true, description: 'null: a signed-in session' })
  credential!: AuditCredential | null;
  @ApiProperty({ type: String, nullable: true, example: '192.0.2.7' }) address!: string | null;
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'What something new or gone was like; of a change, each field as `[before, after]`. Never a secret',
    example: { role: ['member', 'admin'] },
  })
  changes!: Record<string, unknown>;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export const presentEntry = (entry: AuditLogEntry): AuditLogAnswer => ({
  id: entry.id,
  action: entry.action,
  resource_type: entry.resourceType,
  resource_id: entry.resourceId,
  workspace_id: entry.workspaceId,
  actor: entry.actor,
  credential: entry.credential,
  address: entry.address,
  changes: entry.changes,
  created_at: entry.createdAt.toISOString(),
});
