import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');
const ROW_ID = /\b(OA|BT|AC|LK)-\d\d/;

/** Runs the tests named after a row of docs/security.md, out of those files only that hold one, and prints the table. */
const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.test\.tsx?$/.test(name))
  .map((name) => join(ROOT, 'test', name))
  .filter((file) => ROW_ID.test(readFileSync(file, 'utf8')));

const { status } = spawnSync(
  process.execPath,
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    'node_modules/jest/bin/jest.js',
    `--testNamePattern=${ROW_ID.source}`,
    '--reporters=<rootDir>/test/support/security-table-reporter.js',
    '--runTestsByPath',
    ...files.map((file) => relative(ROOT, file)),
  ],
  { cwd: ROOT, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
