import { DataSource } from 'typeorm';
import { VARIABLES } from './src/config/environment.js';
import { dataSourceOptions } from './src/database/data-source-options.js';
import { runningServerUrl } from './src/database/embedded/embedded-postgres.js';

const url =
  VARIABLES.databaseUrl.read(process.env['DATABASE_URL'], process.env) ??
  (await runningServerUrl(VARIABLES.dataDir.read(process.env['DATA_DIR'], process.env)));
if (!url) throw new Error('Set DATABASE_URL, or start Trimlink so that its embedded database runs.');

/** For TypeORM's own command line: `npx typeorm migration:show -d dist/ormconfig.js`. */
export default new DataSource(dataSourceOptions(url));
