import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import request from 'supertest';
import { startApp, TestApp } from '../../support/app.js';
import { read, ROOT } from '../../support/project-files.js';
import type { Method } from '../../support/routes.js';

interface Served {
  paths: Record<
    string,
    Record<string, { security: object[]; parameters?: object[]; responses: Record<string, object> }>
  >;
}

const NOWHERE = '01900000-0000-7000-8000-000000000000';
const COMMITTED = 'docs/openapi.json';

const NOT_ASKED = {
  /** The licence is the software's. */
  'info-license': 'off',
  /** The tests' installation is at home. */
  'no-server-example.com': 'off',
  /** An id is a UUID, so that `by-external-id` is none. */
  'no-ambiguous-paths': 'off',
  /** Metadata refuses nobody. */
  'operation-4xx-response': 'off',
} as const;

let trimlink: TestApp;
let served: Served;

beforeAll(async () => {
  trimlink = await startApp();
  served = (await request(trimlink.server).get('/docs/api-docs.json').expect(200)).body as Served;
  if (process.env['WRITE_OPENAPI'] !== undefined) {
    writeFileSync(join(ROOT, COMMITTED), `${JSON.stringify(served, null, 2)}\n`);
  }
});

afterAll(() => trimlink.close());

describe('the served OpenAPI document', () => {
  test('is without a fault for a linter of such documents', async () => {
    const config = await createConfig({ extends: ['recommended'], rules: NOT_ASKED });
    const problems = await lintFromString({ source: JSON.stringify(served), config });
    expect(problems.map(({ ruleId, message, location }) => [ruleId, message, location[0]?.pointer])).toEqual([]);
  });

  test('is the committed one, so that every change of it is seen: npm run openapi writes it', () => {
    expect(served).toEqual(JSON.parse(read(COMMITTED)));
  });

  test('each operation that takes an Idempotency-Key tells of the first request that still runs', () => {
    const refused = Object.values(served.paths)
      .flatMap((item) => Object.values(item))
      .filter(({ parameters }) => JSON.stringify(parameters ?? []).includes('Idempotency-Key'))
      .map(({ responses }) => JSON.stringify(responses['409']));
    expect(refused.length).toBeGreaterThan(4);
    expect(refused.filter((it) => !/still running|responses.InFlight/.test(it))).toEqual([]);
  });

  test('each operation that it calls guarded is 401 for whoever brings nothing', async () => {
    const guarded = Object.entries(served.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([, { security }]) => security.length > 0)
        .map(([method]) => [method as Method, path.replaceAll(/\{\w+\}/g, NOWHERE)] as const),
    );
    expect(guarded.length).toBeGreaterThan(50);
    for (const [method, path] of guarded) {
      const { status } = await request(trimlink.server)[method](path);
      expect([method, path, status]).toEqual([method, path, 401]);
    }
  });
});
