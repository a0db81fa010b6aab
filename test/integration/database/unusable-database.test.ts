import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { StartupError } from '../../../src/common/domain/startup-error.js';
import { migrate } from '../../../src/database/migrate.js';
import { TestDatabase, testDatabase } from '../../support/database.js';

const PASSWORD = 'pa55word';

describe('a database that cannot be used', () => {
  let database: TestDatabase;
  const quitter = createServer((socket) => socket.resume().end());

  beforeAll(async () => {
    database = await testDatabase();
    await database.query(`CREATE ROLE intruder LOGIN PASSWORD '${PASSWORD}'`);
    quitter.listen(0, '127.0.0.1');
    await once(quitter, 'listening');
  });
  afterAll(async () => {
    quitter.close();
    await database.query('DROP ROLE intruder');
    await database.drop();
  });

  const inUse = (user: string, password: string, name?: string): string => {
    const url = new URL(database.url);
    Object.assign(url, { username: user, password, ...(name !== undefined && { pathname: `/${name}` }) });
    return url.href;
  };
  const at = (host: string): string => `postgres://intruder:${PASSWORD}@${host}/links`;
  const unusable = (reason: string): string => `The database of DATABASE_URL cannot be used: ${reason}.`;

  test.each([
    ['nothing listens', () => at('127.0.0.1:1'), unusable('nothing listens at its address')],
    ['nothing listens at any address', () => at('localhost:1'), unusable('nothing listens at its address')],
    ['there is no such host', () => at('no-such-host.invalid'), unusable('its host has no address')],
    [
      'something else answers',
      () => at(`127.0.0.1:${(quitter.address() as AddressInfo).port}`),
      unusable('there was no connection (no answer)'),
    ],
    ['the password is wrong', () => inUse('intruder', 'wr0ng'), unusable('the user or the password is not right')],
    ['it is not there', () => inUse('intruder', PASSWORD, 'links'), unusable('there is no database of this name')],
    [
      'the user has no rights in it',
      () => inUse('intruder', PASSWORD),
      'The database cannot be brought up to date: this user has no right to do so.',
    ],
  ])('because %s, is refused in one line without its address', async (_case, url, message) => {
    await expect(migrate(url())).rejects.toEqual(new StartupError(message));
  });
});
