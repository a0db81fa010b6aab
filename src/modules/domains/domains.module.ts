import { Global, Module, Provider } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DefaultDomainPresenter } from '../workspaces/index.js';
import { DomainChecksService } from './application/domain-checks.service.js';
import { DomainClaimsService } from './application/domain-claims.service.js';
import { DomainInspection } from './application/domain-inspection.js';
import { DomainNews } from './application/domain-news.js';
import { DomainSettingsService } from './application/domain-settings.service.js';
import { DomainsService } from './application/domains.service.js';
import { DnsLookup } from './domain/dns-lookup.js';
import { DomainRepository } from './domain/domain.repository.js';
import { DomainCheckSchedule } from './infrastructure/domain-check-schedule.js';
import { DomainSchema } from './infrastructure/domain.schema.js';
import { NodeDnsLookup } from './infrastructure/node-dns-lookup.js';
import { TypeormDomainRepository } from './infrastructure/typeorm-domain.repository.js';
import { AllowedDomainsController } from './presentation/allowed-domains.controller.js';
import { DomainPresenter } from './presentation/domain.presenter.js';
import { DomainsController } from './presentation/domains.controller.js';
import { WorkspacesDefaultDomainPresenter } from './presentation/workspaces-default-domain.presenter.js';

/** What a host application may replace. */
export const domainsPorts: Provider[] = [{ provide: DnsLookup, useClass: NodeDnsLookup }];

/** Global, because the workspaces module below it asks for the DefaultDomainPresenter that is implemented here. */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature([DomainSchema])],
  controllers: [DomainsController, AllowedDomainsController],
  providers: [
    DomainsService,
    DomainClaimsService,
    DomainSettingsService,
    DomainChecksService,
    DomainInspection,
    DomainNews,
    DomainCheckSchedule,
    DomainPresenter,
    { provide: DefaultDomainPresenter, useClass: WorkspacesDefaultDomainPresenter },
    { provide: DomainRepository, useClass: TypeormDomainRepository },
  ],
  exports: [DomainsService, DefaultDomainPresenter],
})
export class DomainsModule {}
