import { readFileSync } from 'node:fs';
import { throttlerAsEsm } from './test/support/throttler-as-esm.js';

const swc = JSON.parse(readFileSync(new URL('.swcrc', import.meta.url), 'utf8'));

const shared = {
  testEnvironment: 'node',
  // TypeORM and class-validator keep what decorators said in globals of their own.
  testEnvironmentOptions: { globalsCleanup: 'off' },
  // The copies of the project in which mutation tests run.
  modulePathIgnorePatterns: ['<rootDir>/.stryker-tmp/'],
  extensionsToTreatAsEsm: ['.ts', '.tsx'],
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1', '^@nestjs/throttler$': await throttlerAsEsm() },
  transform: { '^.+\\.tsx?$': ['@swc/jest', { ...swc, swcrc: false }] },
};

const onDatabase = {
  globalSetup: '<rootDir>/test/support/start-postgres.js',
  globalTeardown: '<rootDir>/test/support/stop-postgres.js',
};

const suite = (name, testMatch, more = {}) => ({ ...shared, displayName: name, testMatch, ...more });

export default {
  coverageProvider: 'v8',
  reporters: ['default', '<rootDir>/test/support/closing-line-reporter.js'],
  maxWorkers: 2,
  workerIdleMemoryLimit: '1GB',
  testTimeout: 30_000,
  projects: [
    suite('unit', ['<rootDir>/test/unit/**/*.test.ts?(x)']),
    suite('integration', ['<rootDir>/test/integration/**/*.test.ts'], onDatabase),
    suite('e2e', ['<rootDir>/test/e2e/**/*.test.ts'], onDatabase),
    suite('browser', ['<rootDir>/test/browser/**/*.test.ts'], onDatabase),
    suite('system', ['<rootDir>/test/system/**/*.test.ts'], onDatabase),
  ],
};
