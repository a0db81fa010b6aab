import { EmbeddedPostgres } from '../../../../src/database/embedded/embedded-postgres.js';

/**
 * An instance reduced to its database: `server-fixture.ts DATA_DIR [uid]`. It stops when its standard input ends, and
 * fails as a program does that has a fault of its own when it is told anything.
 */
const [dataDir = '', uid] = process.argv.slice(2);
const say = (message: object): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

if (uid !== undefined) {
  process.setgroups?.([]);
  process.setgid?.(Number(uid));
  process.setuid?.(Number(uid));
}
try {
  const server = await EmbeddedPostgres.start({
    dataDir,
    notify: (notice) => {
      say({ notice });
    },
  });
  say({ url: server.url });
  process.stdin.on('end', () => void server.stop());
  process.stdin.on('data', () => process.exit(1));
} catch (error) {
  const { name, message } = error as Error;
  say({ error: name, message });
}
