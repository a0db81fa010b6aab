import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DomainsService } from './application/domains.service.js';
import { DomainRepository } from './domain/domain.repository.js';
import { DomainSchema } from './infrastructure/domain.schema.js';
import { TypeormDomainRepository } from './infrastructure/typeorm-domain.repository.js';
import { DomainsController } from './presentation/domains.controller.js';

@Module({
  imports: [TypeOrmModule.forFeature([DomainSchema])],
  controllers: [DomainsController],
  providers: [DomainsService, { provide: DomainRepository, useClass: TypeormDomainRepository }],
  exports: [DomainsService],
})
export class DomainsModule {}
