import { DataSourceOptions } from 'typeorm';
import { MIGRATIONS } from '../../migrations/index.js';

/** How every part of the project (server, command line, TypeORM's own tool) connects. */
export const dataSourceOptions = (
  url: string,
  { queryMilliseconds }: { queryMilliseconds?: number } = {},
): DataSourceOptions => ({
  type: 'postgres',
  url,
  migrations: MIGRATIONS,
  migrationsTableName: 'migrations',
  migrationsTransactionMode: 'each',
  synchronize: false,
  logging: false,
  extra: { max: 20, connectionTimeoutMillis: 5_000, query_timeout: queryMilliseconds },
});
