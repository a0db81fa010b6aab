import { setTimeout as sleep } from 'node:timers/promises';
import { Connections } from './requests.js';

const ROWS = 20_000;
const BOUNDARY = 'bench-boundary';
const IMPORTS = '/api/1.0/short-urls/import';

interface Import {
  id: string;
  status: string;
  succeeded: number;
}

/** Imports a file; how many of its rows became links a second, from its first byte on. */
export async function importRate(connections: Connections, url: string, token: string): Promise<number> {
  const rows = Array.from(
    { length: ROWS },
    (_, n) => `https://shop.example.com/import/${n},Imported ${n},"tag 1,import"`,
  );
  const file = ['destination_url,title,tags', ...rows, ''].join('\r\n');
  const part = 'Content-Disposition: form-data; name="file"; filename="links.csv"\r\nContent-Type: text/csv';
  const authorization = `Bearer ${token}`;
  const begun = performance.now();
  const answer = await connections.expect(202, {
    url: url + IMPORTS,
    method: 'POST',
    headers: { authorization, 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    body: `--${BOUNDARY}\r\n${part}\r\n\r\n${file}\r\n--${BOUNDARY}--\r\n`,
  });
  let current = importIn(answer.body);
  while (!['completed', 'failed'].includes(current.status)) {
    await sleep(50);
    const order = { url: `${url}${IMPORTS}s/${current.id}`, headers: { authorization } };
    current = importIn((await connections.expect(200, order)).body);
  }
  if (current.succeeded !== ROWS) throw new Error(`Only ${current.succeeded} of ${ROWS} rows were imported`);
  return (1000 * ROWS) / (performance.now() - begun);
}

const importIn = (body: string): Import => (JSON.parse(body) as { data: Import }).data;
