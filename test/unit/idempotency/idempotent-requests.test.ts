import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { HeldKey } from '../../../src/modules/idempotency/application/held-key.js';
import { IdempotentRequests } from '../../../src/modules/idempotency/application/idempotent-requests.js';
import { IdempotencyKeyReusedError } from '../../../src/modules/idempotency/domain/idempotency-key-reused.error.js';
import { KeptRequest } from '../../../src/modules/idempotency/domain/kept-answer.repository.js';
import { FakeClock } from '../../fakes/fake-clock.js';
import { InMemoryKeptAnswerRepository } from '../../fakes/in-memory-kept-answer.repository.js';

const REQUEST = { key: 'key', scope: ['api_token', '1', 'POST', '/'], content: { body: { title: 'One' } } };
const ANSWER = { status: 201, location: '/1', contentType: 'application/json', body: '{}' };

let clock: FakeClock;
let answers: InMemoryKeptAnswerRepository;

const requestsUnder = (...secrets: [string, ...string[]]): IdempotentRequests =>
  new IdempotentRequests(answers, clock, new Configuration(readEnvironment({}), secrets, ''));

async function take(requests: IdempotentRequests): Promise<HeldKey> {
  const held = await requests.begin(REQUEST);
  if (!(held instanceof HeldKey)) throw new Error('It was taken');
  return held;
}

beforeEach(() => {
  clock = new FakeClock();
  answers = new InMemoryKeptAnswerRepository();
});

test('an answer is known again under a new APP_SECRET while the old one stands behind it', async () => {
  await (await take(requestsUnder('old'))).answeredWith(ANSWER);
  expect(await requestsUnder('new', 'old').begin(REQUEST)).toEqual(ANSWER);
  await expect(requestsUnder('new').begin(REQUEST)).rejects.toThrow(IdempotencyKeyReusedError);
});

test('a key that is let go between two questions is taken', async () => {
  const held = await take(requestsUnder('secret'));
  const find = answers.find.bind(answers);
  answers.find = async (keyHash): Promise<KeptRequest | undefined> => {
    await held.answeredWith({ ...ANSWER, status: 500 });
    return find(keyHash);
  };
  await (await take(requestsUnder('secret'))).answeredWith(ANSWER);
  answers.find = find;
  expect(await requestsUnder('secret').begin(REQUEST)).toEqual(ANSWER);
});

describe('a request that takes long', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('keeps its key while its process lives, and not a minute longer than its answer', async () => {
    const requests = requestsUnder('secret');
    const held = await take(requests);
    for (let seconds = 0; seconds < 600; seconds += 10) {
      clock.advance(10);
      await jest.advanceTimersByTimeAsync(10_000);
      await expect(requests.begin(REQUEST)).rejects.toMatchObject({ code: 'idempotency_key_in_use' });
    }
    await held.answeredWith(ANSWER);
    expect(jest.getTimerCount()).toBe(0);
    clock.advance(60);
    expect(await requests.begin(REQUEST)).toEqual(ANSWER);
  });
});
