import { readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { ThrottlerGuard } from '@nestjs/throttler';
import { PlanThrottlerGuard } from '../../../src/modules/plans/index.js';
import { CredentialManagementGuard, WorkspaceScopeGuard } from '../../../src/modules/workspaces/index.js';
import { filesUnder, read, ROOT, sourcesUnder } from '../../support/project-files.js';

const MODULES = ['auth', 'oauth-clients', 'tokens', 'workspaces', 'short-urls', 'domains', 'users'];

describe.each(MODULES)('the module %s', (module) => {
  const files = filesUnder(`src/modules/${module}`);

  test.each([
    ['controller', /\/presentation\/[\w-]+\.controller\.ts$/],
    ['service', /\/application\/[\w-]+\.service\.ts$/],
    ['TypeORM repository', /\/infrastructure\/typeorm-[\w-]+\.repository\.ts$/],
  ])('has its %s', (_part, name) => {
    expect(files.filter((file) => name.test(file))).not.toEqual([]);
  });
});

describe('the packages that the product is built from', () => {
  const product = [...sourcesUnder('src'), ...sourcesUnder('migrations')].map(read);

  test.each([
    '@nestjs/core',
    '@nestjs/common',
    '@nestjs/platform-express',
    '@nestjs/passport',
    '@nestjs/typeorm',
    '@nestjs/throttler',
    '@nestjs/jwt',
    'typeorm',
    'pg',
    'passport-http-bearer',
    'class-validator',
    'class-transformer',
    'bcrypt',
  ])('%s is imported', (name) => {
    expect(product.some((text) => text.includes(`from '${name}'`))).toBe(true);
  });

  test('supertest drives the end-to-end tests', () => {
    expect(sourcesUnder('test/e2e').some((path) => read(path).includes("from 'supertest'"))).toBe(true);
  });
});

describe('the guards', () => {
  test('of the plan is the throttler package’s, with our rules', () => {
    expect(PlanThrottlerGuard.prototype).toBeInstanceOf(ThrottlerGuard);
  });

  test.each([WorkspaceScopeGuard, CredentialManagementGuard])('%o decides on routes', (guard) => {
    expect(typeof guard.prototype.canActivate).toBe('function');
  });
});

describe('the environment', () => {
  // Where a process begins: the server (and a host application), the command line, TypeORM's own tool.
  const BEGINNINGS = ['ormconfig.ts', 'src/app.ts', 'src/cli/installation.ts'];

  test('is read where a process begins only', () => {
    const readers = ['ormconfig.ts', ...sourcesUnder('src')].filter((path) => /\bprocess\.env\b/.test(read(path)));
    expect(readers.filter((path) => !path.startsWith('src/config/'))).toEqual(BEGINNINGS);
  });
});

describe('the files', () => {
  const TOP_LEVEL = [
    'CHANGELOG.md',
    'CONTRIBUTING.md',
    'Dockerfile',
    'LICENSE',
    'README.md',
    'SECURITY.md',
    'bench',
    'deploy',
    'docs',
    'migrations',
    'nest-cli.json',
    'ormconfig.ts',
    'package-lock.json',
    'package.json',
    'src',
    'test',
    'tsconfig.json',
  ];
  const isMadeByTools = (name: string): boolean => ['node_modules', 'dist', 'coverage'].includes(name);

  test('at the top level are the listed ones; tools have theirs in dot-files or *.config.js', () => {
    const names = readdirSync(ROOT).filter((name) => !/^\.|\.config\.js$/.test(name) && !isMadeByTools(name));
    expect(names.sort()).toEqual(TOP_LEVEL);
    expect(readdirSync(ROOT)).toContain('.ci');
  });

  test('are named in kebab-case and export by name', () => {
    const files = sourcesUnder('src');
    expect(files.filter((path) => !/^[a-z0-9./-]+$/.test(path))).toEqual([]);
    expect(files.filter((path) => /^export default /m.test(read(path)))).toEqual([]);
  });

  test('are short', () => {
    const lines = sourcesUnder('src')
      .map((path) => read(path).split('\n').length)
      .sort((one, other) => one - other);
    expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(60);
    expect(lines.at(-1)).toBeLessThanOrEqual(250);
  });

  test('of the lock name no registry, so that everybody uses their own', () => {
    expect(read('package-lock.json')).not.toMatch(/"resolved": *"http/);
  });
});
