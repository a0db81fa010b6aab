import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MemberDirectory, UsersModule } from '../users/index.js';
import { AccessTurns } from './application/access-turns.js';
import { GroupsService } from './application/groups.service.js';
import { MembersService } from './application/members.service.js';
import { OrganizationsService } from './application/organizations.service.js';
import { WorkspaceAssignments } from './application/workspace-assignments.js';
import { WorkspacesService } from './application/workspaces.service.js';
import { GroupRepository } from './domain/group.repository.js';
import { MemberRepository } from './domain/member.repository.js';
import { OrganizationRepository } from './domain/organization.repository.js';
import { WorkspaceRepository } from './domain/workspace.repository.js';
import { GroupSchema } from './infrastructure/group.schema.js';
import { MemberSchema } from './infrastructure/member.schema.js';
import { OrganizationSchema } from './infrastructure/organization.schema.js';
import { TypeormGroupRepository } from './infrastructure/typeorm-group.repository.js';
import { TypeormMemberDirectory } from './infrastructure/typeorm-member-directory.js';
import { TypeormMemberRepository } from './infrastructure/typeorm-member.repository.js';
import { TypeormOrganizationRepository } from './infrastructure/typeorm-organization.repository.js';
import { TypeormWorkspaceRepository } from './infrastructure/typeorm-workspace.repository.js';
import { WorkspaceSchema } from './infrastructure/workspace.schema.js';
import { CredentialManagementGuard } from './presentation/credential-management.guard.js';
import { GroupsController } from './presentation/groups.controller.js';
import { MembersController } from './presentation/members.controller.js';
import { WorkspaceScopeGuard } from './presentation/workspace-scope.guard.js';
import { WorkspacesController } from './presentation/workspaces.controller.js';

/** Global, because the users module below it asks for the MemberDirectory that is implemented here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([OrganizationSchema, WorkspaceSchema, MemberSchema, GroupSchema]), UsersModule],
  controllers: [WorkspacesController, MembersController, GroupsController],
  providers: [
    AccessTurns,
    WorkspaceAssignments,
    OrganizationsService,
    WorkspacesService,
    MembersService,
    GroupsService,
    WorkspaceScopeGuard,
    CredentialManagementGuard,
    { provide: OrganizationRepository, useClass: TypeormOrganizationRepository },
    { provide: WorkspaceRepository, useClass: TypeormWorkspaceRepository },
    { provide: MemberRepository, useClass: TypeormMemberRepository },
    { provide: GroupRepository, useClass: TypeormGroupRepository },
    { provide: MemberDirectory, useClass: TypeormMemberDirectory },
  ],
  exports: [OrganizationsService, WorkspacesService, MembersService, WorkspaceScopeGuard, MemberDirectory],
})
export class WorkspacesModule {}
