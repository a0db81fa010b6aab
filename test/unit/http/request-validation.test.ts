import { describe, expect, test } from '@jest/globals';
import { RequestValidationPipe } from '../../../src/common/http/request-validation.pipe.js';
import { AnalyticsQueryDto } from '../../../src/modules/analytics/presentation/analytics-query.dto.js';
import { RegisterDto } from '../../../src/modules/auth/presentation/auth.dto.js';
import { CreateShortUrlDto } from '../../../src/modules/short-urls/presentation/short-url.dto.js';

const pipe = new RequestValidationPipe();
const body = (metatype: new () => object, value: unknown) => pipe.transform(value, { type: 'body', metatype });
const query = (value: unknown) => pipe.transform(value, { type: 'query', metatype: AnalyticsQueryDto });

describe('a field that is missing', () => {
  test('is told as missing, once', async () => {
    const errors = { destination_url: ['destination_url is required'] };
    await expect(body(CreateShortUrlDto, {})).rejects.toMatchObject({ errors });
  });

  test('is told in the words that it has for that', async () => {
    await expect(body(RegisterDto, {})).rejects.toMatchObject({ errors: { name: ['Enter your name.'] } });
  });

  test('is not one of another type', async () => {
    const errors = { destination_url: [expect.stringContaining('must be')] };
    await expect(body(CreateShortUrlDto, { destination_url: null })).rejects.toMatchObject({ errors });
  });
});

describe('a time in a query', () => {
  test.each([
    ['2027-01-31T09:00:00 02:00', /, such as 2027-01-31T09:00:00Z \(in an address, write \+ as %2B\)$/],
    ['2027-01-31', /, such as 2027-01-31T09:00:00Z$/],
    [['2027-01-31T09:00:00 02:00'], /.*/],
  ])('%j tells what to write', async (from, message) => {
    await expect(query({ from })).rejects.toThrow(message);
  });

  test('may have an offset', async () => {
    await expect(query({ from: '2027-01-31T09:00:00+02:00' })).resolves.toMatchObject({ from: expect.any(String) });
  });
});
