import { describe, expect, test } from '@jest/globals';
import { StartupError } from '../../../src/common/domain/startup-error.js';
import { readEnvironment } from '../../../src/config/environment.js';

const read = (REDIS_URL: string): string | undefined => readEnvironment({ REDIS_URL }).redisUrl;

describe('REDIS_URL', () => {
  test.each([
    'redis://localhost',
    'redis://127.0.0.1:6380/2',
    'redis://[::1]:6379',
    'rediss://trimlink:pa%25ss@redis.example.com:6380/',
    'redis://:secret@redis.example.com',
  ])('may be %s', (url) => {
    expect(read(url)).toBe(url);
  });

  test('is not needed', () => {
    expect(read('')).toBeUndefined();
  });

  test.each([
    ['localhost:6379', 'must be a redis:// or rediss:// address'],
    ['http://s3cret@localhost', 'must be a redis:// or rediss:// address'],
    ['redis://', 'must be a redis:// or rediss:// address'],
    ['redis:///1', 'must be a redis:// or rediss:// address'],
    ['redis://localhost/s3cret', 'must be a redis:// or rediss:// address'],
    ['redis://:s3cret%zz@localhost', 'must write a % in its password as %25'],
  ])('%s stops the start with one line that does not show it', (url, line) => {
    expect(() => read(url)).toThrow(new StartupError(`REDIS_URL ${line}`));
  });
});
