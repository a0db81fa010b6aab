import { expect, test } from '@jest/globals';
import { TokensService } from '../../../src/modules/tokens/index.js';
import { newApiToken } from '../../../src/modules/tokens/domain/api-token-format.js';
import { ApiToken } from '../../../src/modules/tokens/domain/api-token.js';
import { ApiTokenRepository } from '../../../src/modules/tokens/domain/api-token.repository.js';
import { FakeClock } from '../../fakes/fake-clock.js';

test('BT-06 a token with a wrong checksum is looked for nowhere, a right one once', async () => {
  let lookUps = 0;
  const repository: Pick<ApiTokenRepository, 'findByHash'> = {
    findByHash: (): Promise<ApiToken | undefined> => {
      lookUps += 1;
      return Promise.resolve(undefined);
    },
  };
  const verify = TokensService.prototype.verify.bind({ tokens: repository, clock: new FakeClock() });
  const token = newApiToken();
  const last = token.at(-1) === 'x' ? 'y' : 'x';
  for (const broken of [
    token.slice(0, -1) + last,
    token.slice(0, -1),
    `${token}x`,
    'tl_',
    `tl_${'0'.repeat(36)}`,
    '',
  ]) {
    expect(await verify(broken)).toBeUndefined();
  }
  expect(lookUps).toBe(0);
  await verify(token);
  expect(lookUps).toBe(1);
});
