import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/index.js';
import { OauthModule } from '../oauth/index.js';
import { OauthClientsModule } from '../oauth-clients/index.js';
import { ShortUrlsModule } from '../short-urls/index.js';
import { TokensModule } from '../tokens/index.js';
import { UsersModule } from '../users/index.js';
import { WorkspacesModule } from '../workspaces/index.js';
import { DashboardService } from './application/dashboard.service.js';
import { ApiKeysController } from './presentation/api-keys.controller.js';
import { ApiKeysPresenter } from './presentation/api-keys.presenter.js';
import { AppShellFactory } from './presentation/app-shell.factory.js';
import { ApplicationPagesController } from './presentation/application-pages.controller.js';
import { ConnectedAppsController } from './presentation/connected-apps.controller.js';
import { DashboardController } from './presentation/dashboard.controller.js';
import { SecretPagesController } from './presentation/secret-pages.controller.js';
import { TokenPagesController } from './presentation/token-pages.controller.js';

@Module({
  imports: [AuthModule, OauthClientsModule, OauthModule, ShortUrlsModule, TokensModule, UsersModule, WorkspacesModule],
  controllers: [
    DashboardController,
    ApiKeysController,
    TokenPagesController,
    ApplicationPagesController,
    SecretPagesController,
    ConnectedAppsController,
  ],
  providers: [DashboardService, ApiKeysPresenter, AppShellFactory],
})
export class DashboardModule {}
