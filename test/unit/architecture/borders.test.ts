import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ROOT } from '../../support/project-files.js';

const { forbidden } = createRequire(import.meta.url)('../../../.dependency-cruiser.cjs') as {
  forbidden: { name: string }[];
};
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

type Tree = Record<string, string>;

const stub = (name: string): Tree => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: '',
});

/** A small project that keeps every rule. */
const ORDERLY: Tree = {
  'package.json': JSON.stringify({
    dependencies: { '@nestjs/common': '1', express: '1', typeorm: '1', uuid: '1' },
    devDependencies: { supertest: '1' },
  }),
  ...stub('@nestjs/common'),
  ...stub('express'),
  ...stub('typeorm'),
  ...stub('uuid'),
  ...stub('supertest'),
  'src/main.ts': "import './app.js';",
  'src/app.ts':
    "import './config/environment.js'; import './modules/alpha/index.js'; import './modules/beta/index.js';",
  'src/config/environment.ts': "import '../common/domain/id.js';",
  'src/common/domain/id.ts': "import 'uuid';",
  'src/modules/alpha/index.ts': "import './domain/thing.js'; import './presentation/page.controller.js';",
  'src/modules/alpha/domain/thing.ts': "import 'node:crypto'; import '../../../common/domain/id.js';",
  'src/modules/alpha/application/things.service.ts': "import '@nestjs/common'; import '../domain/thing.js';",
  'src/modules/alpha/presentation/page.controller.ts':
    "import 'express'; import '../application/things.service.js'; import './views/thing.page.js';",
  'src/modules/alpha/presentation/views/thing.page.tsx': 'export const page = 1;',
  'src/modules/beta/index.ts': "import './beta.module.js';",
  'src/modules/beta/beta.module.ts': "import './infrastructure/table.js';",
  'src/modules/beta/infrastructure/table.ts': "import 'typeorm'; import '../../alpha/index.js';",
};

/** Rule → the file that breaks it, and what it says. */
const VIOLATIONS: Record<string, [path: string, text: string]> = {
  'no-circular': ['src/modules/alpha/domain/hen.ts', "import './hen.js';"],
  'everything-resolves': ['src/lost.ts', "import './nowhere.js';"],
  'no-dead-files': ['src/forgotten.ts', 'export const forgotten = 1;'],
  'domain-is-pure': ['src/modules/alpha/domain/framed.ts', "import '@nestjs/common';"],
  'common-domain-is-pure': ['src/common/domain/wired.ts', "import 'express';"],
  'application-knows-no-adapter': [
    'src/modules/beta/application/shortcut.ts',
    "import type {} from '../infrastructure/table.js';",
  ],
  'presentation-knows-no-storage': [
    'src/modules/beta/presentation/shortcut.controller.ts',
    "import '../infrastructure/table.js';",
  ],
  'infrastructure-knows-no-presentation': [
    'src/modules/alpha/infrastructure/pretty.ts',
    "import '../presentation/page.controller.js';",
  ],
  'typeorm-only-in-infrastructure': ['src/modules/alpha/presentation/query.ts', "import 'typeorm';"],
  'modules-meet-at-index': ['src/modules/beta/domain/burglar.ts', "import '../../alpha/domain/thing.js';"],
  'the-frame-meets-modules-at-index': ['src/burglar.ts', "import './modules/alpha/domain/thing.js';"],
  'common-knows-no-module': ['src/common/http/climber.ts', "import '../../modules/alpha/index.js';"],
  'views-are-pure': ['src/modules/alpha/presentation/views/live.page.tsx', "import '@nestjs/common';"],
  'configuration-has-one-reader': [
    'src/modules/alpha/application/own-settings.ts',
    "import '../../../config/environment.js';",
  ],
  'runs-without-development-packages': ['src/tested.ts', "import 'supertest';"],
};

interface Report {
  summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
}

const cruise = (cwd: string): Promise<Report> =>
  new Promise((resolve, reject) => {
    execFile(process.execPath, [CRUISER, 'src', '--output-type', 'json'], { cwd }, (_error, stdout, stderr) => {
      // With violations the tool ends with their number: its report says more.
      if (stdout === '') reject(new Error(stderr));
      else resolve(JSON.parse(stdout) as Report);
    });
  });

describe('the borders', () => {
  const folder = mkdtempSync(join(tmpdir(), 'trimlink-borders-'));

  const write = (tree: Tree): void => {
    for (const [path, text] of Object.entries(tree)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
  };

  beforeAll(() => {
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json']) cpSync(join(ROOT, file), join(folder, file));
    write(ORDERLY);
  });

  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  test('let an orderly project pass', async () => {
    const { summary } = await cruise(folder);
    expect(summary.violations).toEqual([]);
    expect(summary.totalCruised).toBeGreaterThan(10);
  });

  test('report one planted violation of each rule', async () => {
    write(Object.fromEntries(Object.values(VIOLATIONS)));
    const { violations } = (await cruise(folder)).summary;
    const reported = (rule: string, path: string): boolean =>
      violations.some((it) => it.rule.name === rule && [it.from, it.to].includes(path));
    const silent = Object.entries(VIOLATIONS).filter(([rule, [path]]) => !reported(rule, path));
    expect(silent).toEqual([]);
    expect(forbidden.map(({ name }) => name).sort()).toEqual(Object.keys(VIOLATIONS).sort());
  });
});
