import { Global, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CommittedChanges } from '../common/domain/committed-changes.js';
import { UnitOfWork } from '../common/domain/unit-of-work.js';
import { Configuration } from '../config/configuration.js';
import { dataSourceOptions } from './data-source-options.js';
import { Database } from './database.js';
import { PostgresChanges } from './postgres-changes.js';
import { SessionStore } from './session-store.js';

/** A server that has stopped answering counts as out of reach; migrations may take longer. */
const MOST_QUERY_MILLISECONDS = 15_000;

@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Configuration],
      useFactory: ({ databaseUrl }: Configuration) => ({
        ...dataSourceOptions(databaseUrl, { queryMilliseconds: MOST_QUERY_MILLISECONDS }),
        autoLoadEntities: true,
        // The migrations have just used the same database: what fails here does not heal by waiting.
        retryAttempts: 0,
      }),
    }),
  ],
  providers: [
    Database,
    SessionStore,
    { provide: UnitOfWork, useExisting: Database },
    { provide: CommittedChanges, useClass: PostgresChanges },
  ],
  exports: [Database, SessionStore, UnitOfWork, CommittedChanges],
})
export class DatabaseModule {}
