import { expect, test } from '@jest/globals';
import { commonPorts } from '../../../src/common/common.module.js';
import * as publicSurface from '../../../src/index.js';
import { authPorts } from '../../../src/modules/auth/index.js';
import { clicksPorts } from '../../../src/modules/clicks/index.js';
import { domainsPorts } from '../../../src/modules/domains/index.js';
import { plansPorts } from '../../../src/modules/plans/index.js';
import { shortUrlsPorts } from '../../../src/modules/short-urls/index.js';
import { usersPorts } from '../../../src/modules/users/index.js';
import { tableRows } from '../../support/markdown.js';
import { read } from '../../support/project-files.js';

const ports = [
  ...commonPorts,
  ...usersPorts,
  ...plansPorts,
  ...authPorts,
  ...domainsPorts,
  ...shortUrlsPorts,
  ...clicksPorts,
].map((provider) => ('provide' in provider ? provider.provide : provider));

test('whoever builds on Trimlink can import and replace each port', () => {
  expect(Object.values(publicSurface)).toEqual(expect.arrayContaining(ports));
});

test('docs/extending.md lists each port', () => {
  const listed = tableRows(read('docs/extending.md'), 'Port').map(([name]) => name!.replaceAll('`', ''));
  const names = ports.map((port) => (typeof port === 'function' ? port.name : String(port)));
  expect(listed.sort()).toEqual(names.sort());
});
