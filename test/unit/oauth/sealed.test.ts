import { describe, expect, test } from '@jest/globals';
import { ForbiddenError } from '../../../src/common/domain/errors.js';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { PendingRequests } from '../../../src/modules/oauth/application/pending-requests.js';
import { SigningKeyBox } from '../../../src/modules/oauth/application/signing-key-box.js';
import { FakeClock } from '../../fakes/fake-clock.js';

const OLD = 'o'.repeat(32);
const NEW = 'n'.repeat(32);
const under = (...secrets: [string, ...string[]]): Configuration => new Configuration(readEnvironment({}), secrets, '');

describe('signing keys are encrypted under APP_SECRET', () => {
  const plain = Buffer.from('a private key');

  test('and opened by the same secret only', () => {
    const sealed = new SigningKeyBox(under(OLD)).seal(plain);
    expect(sealed.includes(plain)).toBe(false);
    expect(new SigningKeyBox(under(OLD)).open(sealed)).toEqual({ plain, isStale: false });
    expect(new SigningKeyBox(under(NEW)).open(sealed)).toBeUndefined();
  });

  test('a secret on its way out still opens, and says so', () => {
    const sealed = new SigningKeyBox(under(OLD)).seal(plain);
    expect(new SigningKeyBox(under(NEW, OLD)).open(sealed)).toEqual({ plain, isStale: true });
    const anew = new SigningKeyBox(under(NEW, OLD)).seal(plain);
    expect(new SigningKeyBox(under(OLD)).open(anew)).toBeUndefined();
    expect(new SigningKeyBox(under(NEW)).open(anew)).toEqual({ plain, isStale: false });
  });

  test('twice the same never looks the same, and a changed byte opens nothing', () => {
    const box = new SigningKeyBox(under(OLD));
    const sealed = box.seal(plain);
    expect(box.seal(plain).equals(sealed)).toBe(false);
    sealed.forEach((byte, index) => {
      const changed = Buffer.from(sealed);
      changed[index] = byte ^ 1;
      expect(box.open(changed)).toBeUndefined();
    });
  });
});

describe('OA-13 the question that a consent page carries', () => {
  const clock = new FakeClock();
  const pending = { id: 'grant', userId: 'user', parameters: { client_id: 'client', state: '%ff' } };

  test('comes back as it went', () => {
    const requests = new PendingRequests(under(OLD), clock);
    expect(requests.open(requests.seal(pending))).toEqual(pending);
    expect(new PendingRequests(under(NEW, OLD), clock).open(requests.seal(pending))).toEqual(pending);
  });

  test.each(['', '.', 'x.y', 'e30.', `${Buffer.from('{}').toString('base64url')}.AAAA`])('%j is none', (text) => {
    expect(() => new PendingRequests(under(OLD), clock).open(text)).toThrow(ForbiddenError);
  });

  test('can’t be changed or made elsewhere', () => {
    const requests = new PendingRequests(under(OLD), clock);
    const [, signature = ''] = requests.seal(pending).split('.');
    const other = Buffer.from(JSON.stringify({ ...pending, userId: 'somebody else' })).toString('base64url');
    expect(() => requests.open(`${other}.${signature}`)).toThrow(ForbiddenError);
    expect(() => requests.open(new PendingRequests(under(NEW), clock).seal(pending))).toThrow(ForbiddenError);
  });

  test('is too old after an hour', () => {
    const requests = new PendingRequests(under(OLD), clock);
    const sealed = requests.seal(pending);
    clock.advance(3600);
    expect(requests.open(sealed)).toEqual(pending);
    clock.advance(1);
    expect(() => requests.open(sealed)).toThrow(ForbiddenError);
  });
});
