import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import request from 'supertest';
import { startApp, TestApp } from '../../support/app.js';
import { read, ROOT } from '../../support/project-files.js';

const COMMITTED = 'docs/openapi.json';

const NOT_ASKED = {
  /** The tests' installation is at home. */
  'no-server-example.com': 'off',
  /** An id is a UUID, so that `by-external-id` is none. */
  'no-ambiguous-paths': 'off',
  /** Metadata refuses nobody. */
  'operation-4xx-response': 'off',
} as const;

let trimlink: TestApp;
let served: unknown;

beforeAll(async () => {
  trimlink = await startApp();
  served = (await request(trimlink.server).get('/docs/api-docs.json').expect(200)).body;
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
});
