import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/index.js';
import { ClientSecretsService } from './application/client-secrets.service.js';
import { OAuthClientsService } from './application/oauth-clients.service.js';
import { OAuthClientRepository } from './domain/oauth-client.repository.js';
import { ClientSecretSchema, OAuthClientSchema } from './infrastructure/oauth-client.schema.js';
import { TypeormOAuthClientRepository } from './infrastructure/typeorm-oauth-client.repository.js';
import { ClientSecretsController } from './presentation/client-secrets.controller.js';
import { OAuthClientsController } from './presentation/oauth-clients.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([OAuthClientSchema, ClientSecretSchema]), UsersModule],
  controllers: [OAuthClientsController, ClientSecretsController],
  providers: [
    OAuthClientsService,
    ClientSecretsService,
    { provide: OAuthClientRepository, useClass: TypeormOAuthClientRepository },
  ],
  exports: [OAuthClientsService, ClientSecretsService],
})
export class OauthClientsModule {}
