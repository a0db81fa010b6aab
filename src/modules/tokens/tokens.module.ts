import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { UsersModule } from '../users/index.js';
import { CredentialUsage } from './application/credential-usage.js';
import { TokensService } from './application/tokens.service.js';
import { ApiTokenRepository } from './domain/api-token.repository.js';
import { UsageStore } from './domain/usage-store.js';
import { ApiTokenSchema } from './infrastructure/api-token.schema.js';
import { TypeormApiTokenRepository } from './infrastructure/typeorm-api-token.repository.js';
import { TypeormUsageStore } from './infrastructure/typeorm-usage-store.js';
import { TokensController } from './presentation/tokens.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([ApiTokenSchema]), UsersModule],
  controllers: [TokensController],
  providers: [
    TokensService,
    CredentialUsage,
    { provide: ApiTokenRepository, useClass: TypeormApiTokenRepository },
    { provide: UsageStore, useClass: TypeormUsageStore },
  ],
  exports: [TokensService, CredentialUsage],
})
export class TokensModule {}
