/**
 * What an application that builds on Trimlink may import; everything else is the inside of the house and may change.
 * Semantic versioning holds for this file. docs/extending.md builds one extension step by step.
 *
 * @example
 * import { type Extensions, serve } from 'trimlink';
 *
 * const extensions: Extensions = { modules: [LabelsModule], providers: [{ provide: SlugPolicy, useClass: LabelSlugPolicy }] };
 * await serve({ extensions });
 *
 * @packageDocumentation
 */
export { type AppOptions, createApp } from './app.js';
export type { Extensions } from './app.module.js';
export { serve } from './serve.js';
export { Configuration } from './config/configuration.js';

// Who asks, and what they may do.
export type { Actor } from './common/domain/access/actor.js';
export type { Credential } from './common/domain/access/credential.js';
export { MemberAccess } from './common/domain/access/member-access.js';
export { type Permission, PERMISSIONS } from './common/domain/access/permission.js';
export { Reach, type WorkspaceChoice } from './common/domain/access/reach.js';
export { type Role, ROLES } from './common/domain/access/role.js';
export { type GrantedScope, type Scope, SCOPES, ScopeSet } from './common/domain/access/scope.js';
export type { Principal, PrincipalOrganization, PrincipalUser } from './common/http/principal.js';

// Routes of one's own.
export { ItemIdPipe } from './common/http/item-id.pipe.js';
export { type ListAnswer, listAnswer } from './common/http/list-answer.js';
export { CursorQueryDto, PageQueryDto } from './common/http/page-query.dto.js';
export {
  CurrentActor,
  CurrentPrincipal,
  CurrentReach,
  Idempotent,
  Public,
  RequirePermission,
  RequireScopes,
  SessionOnly,
} from './common/http/route.decorators.js';
// What `@Idempotent('handler')` asks, where the body is no JSON.
export { AnswerOnce, IdempotencyModule } from './modules/idempotency/index.js';
export type { Page, PageRequest } from './common/domain/page.js';

// What goes wrong; each kind has its status.
export {
  BadRequestError,
  ConflictError,
  DomainError,
  type FieldErrors,
  ForbiddenError,
  NotFoundError,
  TooManyAttemptsError,
  UnauthenticatedError,
  ValidationError,
} from './common/domain/errors.js';
export { StartupError } from './common/domain/startup-error.js';

// Ports: replace them with `Extensions.providers`.
export { Clock } from './common/domain/clock.js';
export { type WindowCount, WindowCounter } from './common/throttling/window-counter.js';
export { CredentialVerifier } from './modules/auth/index.js';
export { DnsLookup } from './modules/domains/index.js';
export { type Plan, PlanCatalog } from './modules/plans/index.js';
export {
  type Channel,
  type Click,
  type ClickBatch,
  type ClickQuestion,
  ClickReader,
  type ClickScope,
  ClickSink,
  ClickStore,
  type CountedValue,
  type Counts,
  type DescribedClick,
  type Dimension,
  type Parting,
  type SingleClick,
  type SpoolPosition,
} from './modules/clicks/index.js';
export {
  type BotKind,
  DestinationPolicy,
  DestinationUrl,
  SlugPolicy,
  StandardDestinationPolicy,
  StandardSlugPolicy,
  TitleReader,
} from './modules/short-urls/index.js';
export { PasswordHasher } from './modules/users/index.js';

// Changes of one's own: in one transaction, with their entry in the audit log.
export { type AuditEntry, AuditTrail } from './common/domain/audit-trail.js';
export { UnitOfWork } from './common/domain/unit-of-work.js';

// Facts to listen to, with Nest's `@OnEvent`.
export type { DomainEvent, PublishedEvents, ShortUrlEvent } from './common/events/published-events.js';

// What our rooms can do: import the module, inject the service.
export {
  type NewShortUrl,
  type ShortUrlChange,
  type ShortUrlFilter,
  type ShortUrlListing,
  type ShortUrlSort,
  ShortUrlsModule,
  ShortUrlsService,
} from './modules/short-urls/index.js';
export {
  type ActiveMembership,
  type MemberDetails,
  MembersService,
  type MemberUpdate,
  type NewMember,
  WorkspacesModule,
  WorkspacesService,
} from './modules/workspaces/index.js';
