import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../../src/database/embedded/free-port.js';
import { destinationOf } from '../many-links.js';
import { NGINX } from '../nginx.js';

/** Answers every visit with one destination, and writes a line about it, from one process. */
const folder = await mkdtemp(join(tmpdir(), 'trimlink-bench-nginx-'));
const port = await freePort();
const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
await writeFile(
  join(folder, 'nginx.conf'),
  `daemon off; worker_processes 1; pid nginx.pid; error_log error.log;
  events { worker_connections 512; }
  http {
    access_log access.log combined; keepalive_requests 1000000000;
    ${temporary.map((name) => `${name}_temp_path ${name};`).join(' ')}
    server { listen 127.0.0.1:${port}; location / { return 302 ${destinationOf(1)}; } }
  }`,
);
const nginx = spawn(NGINX ?? '', ['-p', folder, '-c', 'nginx.conf', '-e', 'error.log'], {
  stdio: 'ignore',
  // Away from Ctrl-C in the terminal: it ends below.
  detached: true,
});
nginx.once('exit', () => process.exit(1));
process.on('message', () => process.send?.('done'));
process.once('disconnect', () => {
  void stop();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
while (!(await isListening())) await sleep(50);
process.send?.({ url: `http://127.0.0.1:${port}` });

async function isListening(): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).then(
    () => true,
    () => false,
  );
}

async function stop(): Promise<void> {
  nginx.removeAllListeners('exit');
  nginx.kill();
  await once(nginx, 'exit');
  await rm(folder, { recursive: true, force: true });
  process.exit(0);
}
