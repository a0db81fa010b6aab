import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** One PostgreSQL for all test files: TEST_DATABASE_URL's where that is set, else the embedded one. */
export default async function startPostgres() {
  if (process.env.TEST_DATABASE_URL) return;
  const script = fileURLToPath(new URL('postgres-for-tests.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', '@swc-node/register/esm-register', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  globalThis.postgresForTests = child;
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('postgres://')) continue;
    process.env.TEST_DATABASE_URL = line;
    return;
  }
  throw new Error('The PostgreSQL of the tests did not start');
}
