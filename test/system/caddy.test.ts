import type { IncomingMessage } from 'node:http';
import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { registerOwner, startApp, TestApp } from '../support/app.js';
import { DebianCaddy } from '../support/debian-caddy.js';
import { read } from '../support/project-files.js';

interface Answer {
  status: number | undefined;
  headers: IncomingMessage['headers'];
  /** What the certificate is for. */
  names?: string | undefined;
}

let app: TestApp;

beforeAll(async () => {
  app = await startApp({
    environment: { PUBLIC_URL: 'http://localhost:3000', DEFAULT_DOMAIN: 'hbk.example', TRUST_PROXY: '1' },
  });
  const owner = await registerOwner(app.server);
  const addDomain = (hostname: string, status: string) =>
    app.database.query(
      `INSERT INTO domains (id, hostname, organization_id, workspace_id, status, routing_status, created_at,
         root_redirect_url)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, 'ok', now(), 'https://www.example.com/')`,
      [hostname, owner.organizationId, owner.defaultWorkspaceId, status],
    );
  await addDomain('go.example', 'verified');
  await addDomain('xn--mnch-0ra.example', 'verified');
  await addDomain('waiting.example', 'pending');
});

afterAll(() => app.close());

test('what deploy/Caddyfile asks is answered', async () => {
  const [, path = ''] = /ask http:\/\/\{\$TRIMLINK:[^}]+\}(\/\S+)/.exec(read('deploy/Caddyfile')) ?? [];
  await request(app.server).get(`${path}?domain=go.example`).expect(200);
  await request(app.server).get(`${path}?domain=waiting.example`).expect(404);
});

if (DebianCaddy.isInstalled()) {
  describe('Caddy with deploy/Caddyfile', () => {
    let caddy: DebianCaddy;
    beforeAll(async () => {
      caddy = await DebianCaddy.start(`127.0.0.1:${(app.server.address() as AddressInfo).port}`);
    });
    afterAll(() => caddy.stop());

    /** As a browser does that has looked the host up. Caddy's own authority is nobody's. */
    const visit = (host: string, path: string): Promise<Answer> =>
      new Promise((resolve, reject) => {
        const options = { host: '127.0.0.1', port: caddy.httpsPort, servername: host, path, rejectUnauthorized: false };
        httpsRequest({ ...options, agent: false, headers: { Host: host } }, (response) => {
          const names = (response.socket as TLSSocket).getPeerCertificate().subjectaltname;
          response.resume().on('end', () => {
            resolve({ status: response.statusCode, headers: response.headers, names });
          });
        })
          .on('error', reject)
          .end();
      });

    test.each(['go.example', 'xn--mnch-0ra.example'])(
      'serves a verified host over TLS, with its certificate: %s',
      async (host) => {
        const answer = await visit(host, '/');
        expect(answer).toMatchObject({ status: 302, names: `DNS:${host}` });
        expect(answer.headers.location).toBe('https://www.example.com/');
      },
    );

    test("serves the installation's own hosts", async () => {
      expect(await visit('hbk.example', '/health/live')).toMatchObject({ status: 200, names: 'DNS:hbk.example' });
      expect(await visit('localhost', '/app/login')).toMatchObject({ status: 200, names: 'DNS:localhost' });
    });

    test.each(['waiting.example', 'unknown.example', 'www.go.example'])(
      'LK-03 has no certificate for a host that nobody has proved: %s',
      async (host) => {
        await expect(visit(host, '/')).rejects.toThrow(/alert internal error/);
      },
    );

    test('LK-03 passes no question about hosts on for anybody outside', async () => {
      for (const host of ['go.example', 'localhost']) {
        expect(await visit(host, '/internal/domains/allowed?domain=go.example')).toMatchObject({ status: 404 });
      }
    });

    test('sends plain HTTP to HTTPS', async () => {
      const answer = await new Promise<Answer>((resolve, reject) => {
        httpRequest(
          { host: '127.0.0.1', port: caddy.httpPort, path: '/spring', headers: { Host: 'go.example' } },
          (it) => {
            it.resume().on('end', () => {
              resolve({ status: it.statusCode, headers: it.headers });
            });
          },
        )
          .on('error', reject)
          .end();
      });
      expect(answer.status).toBe(308);
      expect(answer.headers.location).toBe(`https://go.example/spring`);
    });
  });
} else {
  console.info("deploy/Caddyfile is not tried: Debian's package caddy is not installed.");
}
