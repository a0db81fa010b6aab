import { ApiProperty } from '@nestjs/swagger';
import { PERMISSIONS } from '../../../common/domain/access/permission.js';
import { ROLES } from '../../../common/domain/access/role.js';
import { Principal } from '../../../common/http/principal.js';
import { PlanCatalog } from '../../plans/index.js';
import { Workspace } from '../../workspaces/index.js';
import { SessionListing } from '../domain/session.repository.js';

export class UserReference {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ format: 'email' }) email!: string;
  @ApiProperty() theme!: string;
  @ApiProperty() timezone!: string;
}

export class OrganizationReference {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ example: 'free' }) plan!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'null: unlimited' }) requests_per_minute!: number | null;
}

export class WorkspaceReference {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() is_default!: boolean;
}

export class SessionAnswer {
  @ApiProperty() user!: UserReference;
  @ApiProperty() organization!: OrganizationReference;
  @ApiProperty({ enum: ROLES }) role!: string;
  @ApiProperty({ enum: PERMISSIONS, isArray: true, description: 'Held in the active view' }) permissions!: string[];
  @ApiProperty({ type: [WorkspaceReference] }) workspaces!: WorkspaceReference[];
  @ApiProperty({
    nullable: true,
    oneOf: [{ $ref: '#/components/schemas/WorkspaceReference' }, { type: 'string', enum: ['all'] }],
  })
  active_workspace!: WorkspaceReference | 'all' | null;
}

export class DeviceAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() current!: boolean;
  @ApiProperty() address!: string;
  @ApiProperty() user_agent!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) last_seen_at!: string;
}

const reference = ({ id, name, isDefault }: Workspace): WorkspaceReference => ({ id, name, is_default: isDefault });

export function presentSession(
  principal: Principal,
  workspaces: readonly Workspace[],
  plans: PlanCatalog,
): SessionAnswer {
  const { user, organization, access, workspaceChoice } = principal;
  const active = workspaces.find(({ id }) => id === workspaceChoice);
  return {
    user: { id: user.id, name: user.name, email: user.email, theme: user.theme, timezone: user.timezone },
    organization: {
      id: organization.id,
      name: organization.name,
      plan: organization.plan,
      requests_per_minute: plans.requestsPerMinute(organization),
    },
    role: access.role,
    permissions: PERMISSIONS.filter((permission) => access.allows(permission, workspaceChoice)),
    workspaces: workspaces.map(reference),
    active_workspace: workspaceChoice === 'all' ? 'all' : active ? reference(active) : null,
  };
}

export const presentDevice = (session: SessionListing, currentId: string | undefined): DeviceAnswer => ({
  id: session.id,
  current: session.id === currentId,
  address: session.address,
  user_agent: session.userAgent,
  created_at: session.createdAt.toISOString(),
  last_seen_at: session.lastSeenAt.toISOString(),
});
