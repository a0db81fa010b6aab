import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { ASSETS_PATH } from '../../src/common/ui/asset-manifest.js';
import { renderPage } from '../../src/common/ui/render-page.js';
import { connectedAppsPreviews } from './previews/connected-apps.js';
import { dashboardPreviews } from './previews/dashboard.js';
import type { Preview } from './previews/preview.js';
import { manifest } from './previews/shell.js';
import { standalonePreviews } from './previews/standalone.js';
import { statusPreviews } from './previews/status.js';

/** Every page in each of its states. */
export const previews: readonly Preview[] = [
  ...standalonePreviews,
  ...dashboardPreviews,
  ...connectedAppsPreviews,
  ...statusPreviews,
];

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'";

/** Serves `/<name>` for each preview, under the policy that the product sends. */
export function startPreviewServer(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://preview.example');
    if (pathname.startsWith(`${ASSETS_PATH}/`)) {
      serveAsset(pathname.slice(ASSETS_PATH.length + 1), response);
      return;
    }
    const preview = previews.find(({ name }) => pathname === `/${name}`);
    response.writeHead(preview ? 200 : 404, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': preview?.freeFormAction ? POLICY : `${POLICY}; form-action 'self'`,
    });
    response.end(preview ? renderPage(preview.page) : 'No such preview');
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      resolve(server);
    }),
  );
}

function serveAsset(name: string, response: ServerResponse): void {
  const asset = manifest.get(name);
  response.writeHead(asset ? 200 : 404, { 'Content-Type': asset?.contentType ?? 'text/plain' });
  response.end(asset?.body);
}

/** Writes the pages' HTML into a folder, for a look without a server. */
export function writePreviews(folder: string): void {
  mkdirSync(folder, { recursive: true });
  for (const { name, page } of previews) writeFileSync(join(folder, `${name}.html`), renderPage(page));
}
