import { once } from 'node:events';

/** It stops when its standard input ends, so it also stops when the test run is killed. */
export default async function stopPostgres() {
  const child = globalThis.postgresForTests;
  if (!child) return;
  child.stdin.end();
  await once(child, 'exit');
}
