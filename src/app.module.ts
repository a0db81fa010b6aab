import { DynamicModule, InjectionToken, Module, Provider, Type } from '@nestjs/common';
import { CommonModule, commonPorts } from './common/common.module.js';
import { UnknownRouteController } from './common/http/unknown-route.controller.js';
import { RootLogger } from './common/logging/root-logger.js';
import { Configuration } from './config/configuration.js';
import { DatabaseModule } from './database/database.module.js';
import { AnalyticsModule } from './modules/analytics/index.js';
import { AuditModule } from './modules/audit/index.js';
import { AuthModule, authPorts } from './modules/auth/index.js';
import { ClicksModule, clicksPorts } from './modules/clicks/index.js';
import { DashboardModule } from './modules/dashboard/index.js';
import { DomainsModule, domainsPorts } from './modules/domains/index.js';
import { LinkTransferModule } from './modules/link-transfer/index.js';
import { IdempotencyModule } from './modules/idempotency/index.js';
import { OauthModule } from './modules/oauth/index.js';
import { OauthClientsModule } from './modules/oauth-clients/index.js';
import { OperationsModule } from './modules/operations/index.js';
import { PlansModule, plansPorts } from './modules/plans/index.js';
import { QrCodesModule } from './modules/qr-codes/index.js';
import { RedirectsModule } from './modules/redirects/index.js';
import { ShortUrlsModule, shortUrlsPorts } from './modules/short-urls/index.js';
import { TokensModule } from './modules/tokens/index.js';
import { UsersModule, usersPorts } from './modules/users/index.js';
import { WorkspacesModule } from './modules/workspaces/index.js';

/** What a host application brings. */
export interface Extensions {
  /** Nest modules of its own; their routes stand behind our guards. */
  modules?: (Type | DynamicModule)[];
  /** Replacements of our ports, by their token: `{ provide: SlugPolicy, useClass: OurSlugPolicy }`. */
  providers?: Exclude<Provider, Type>[];
}

const PORTS = [
  ...commonPorts,
  ...usersPorts,
  ...plansPorts,
  ...authPorts,
  ...domainsPorts,
  ...shortUrlsPorts,
  ...clicksPorts,
] as Exclude<Provider, Type>[];

const ROOMS = [
  AuditModule,
  UsersModule,
  PlansModule,
  IdempotencyModule,
  WorkspacesModule,
  DomainsModule,
  OauthClientsModule,
  TokensModule,
  OauthModule,
  // Its fixed paths would be ids to the next.
  LinkTransferModule,
  ShortUrlsModule,
  QrCodesModule,
  ClicksModule,
  RedirectsModule,
  AnalyticsModule,
  AuthModule,
  DashboardModule,
  OperationsModule,
];

/** The list of rooms. Guards are the auth module's; the controller for unknown routes has to be the last. */
@Module({})
export class AppModule {
  static forRoot(configuration: Configuration, logger: RootLogger, extensions: Extensions = {}): DynamicModule {
    const { modules = [], providers = [] } = extensions;
    return {
      module: AppModule,
      imports: [
        CommonModule.forRoot(configuration, logger),
        DatabaseModule,
        portsModule(modules, providers),
        ...ROOMS,
        ...modules,
        UnknownRoutesModule,
      ],
    };
  }
}

@Module({ controllers: [UnknownRouteController] })
class UnknownRoutesModule {}

@Module({})
class PortsModule {}

/** Our ports, the host application's replacements in place of ours, resolved with every room at hand. */
function portsModule(modules: (Type | DynamicModule)[], replacements: Exclude<Provider, Type>[]): DynamicModule {
  const replaced = new Set<InjectionToken>(replacements.map(({ provide }) => provide));
  const providers = [...PORTS.filter(({ provide }) => !replaced.has(provide)), ...replacements];
  return {
    module: PortsModule,
    global: true,
    imports: [...ROOMS, ...modules],
    providers,
    exports: providers.map(({ provide }) => provide),
  };
}
