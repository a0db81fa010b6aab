export { MembersService, type MemberUpdate, type NewMember } from './application/members.service.js';
export { OrganizationsService, type Registration } from './application/organizations.service.js';
export { WorkspacesService } from './application/workspaces.service.js';
export { type ActiveMembership, type MemberDetails } from './domain/member.repository.js';
export { Organization } from './domain/organization.js';
export { Workspace } from './domain/workspace.js';
export { CredentialManagementGuard } from './presentation/credential-management.guard.js';
export { WorkspaceScopeGuard } from './presentation/workspace-scope.guard.js';
export { WorkspacesModule } from './workspaces.module.js';
