import { ApiProperty } from '@nestjs/swagger';
import { GRANTABLE_SCOPES } from '../../../common/domain/access/scope.js';
import { ConnectedApplication } from '../domain/connected-application.js';

export class ConnectedApplicationAnswer {
  @ApiProperty({ format: 'uuid', description: 'Of the application: the same as long as it is connected' }) id!: string;
  @ApiProperty({ format: 'uuid' }) client_id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'uri' }) link!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ description: 'The organization that runs it' }) organization!: string;
  @ApiProperty({ enum: GRANTABLE_SCOPES, isArray: true, description: 'Of all that it was granted, together' })
  scopes!: readonly string[];
  @ApiProperty({
    type: [String],
    format: 'uuid',
    nullable: true,
    description: 'null: all workspaces that the user reaches',
  })
  workspace_ids!: readonly string[] | null;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) last_used_at!: string | null;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'null: it can do nothing now, but need not ask again',
  })
  expires_at!: string | null;
}

export const presentConnectedApplication = (it: ConnectedApplication): ConnectedApplicationAnswer => ({
  id: it.clientId,
  client_id: it.clientId,
  name: it.name,
  link: it.link,
  description: it.description,
  organization: it.organization,
  scopes: it.scopes.values,
  workspace_ids: it.workspaceIds,
  created_at: it.connectedAt.toISOString(),
  last_used_at: it.lastUsedAt?.toISOString() ?? null,
  expires_at: it.expiresAt?.toISOString() ?? null,
});
