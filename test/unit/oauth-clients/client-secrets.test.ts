import { describe, expect, test } from '@jest/globals';
import { DomainError } from '../../../src/common/domain/errors.js';
import { newClientDetails } from '../../../src/modules/oauth-clients/domain/client-details.js';
import { OAuthClient } from '../../../src/modules/oauth-clients/domain/oauth-client.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const hoursLater = (hours: number): Date => new Date(NOW.getTime() + hours * 3_600_000);
const justBefore = (time: Date): Date => new Date(time.getTime() - 1);

const register = (confidential = true): [OAuthClient, string] => {
  const details = newClientDetails({
    name: 'Acme',
    link: 'https://acme.example',
    redirectUri: 'https://acme.example/cb',
    confidential,
  });
  const origin = { organizationId: 'organization', workspaceId: null, createdBy: 'user' };
  const [client, secret = ''] = OAuthClient.register(origin, details, NOW);
  return [client, secret];
};

function refusalOf(work: () => unknown): [string, string] | undefined {
  try {
    work();
  } catch (error) {
    if (error instanceof DomainError) return [error.code, error.message];
    throw error;
  }
  return undefined;
}

const idsOf = (client: OAuthClient): string[] => client.secrets.map(({ id }) => id);

describe('OA-11 a new secret', () => {
  test('works beside the earlier one until the hours are over', () => {
    const [client, old] = register();
    const [rotated, secret, value] = client.withNewSecret(24, NOW);
    const end = hoursLater(24);
    expect(value).toMatch(/^tls_[A-Za-z0-9]{40}$/);
    expect(value).not.toBe(old);
    expect(secret).toMatchObject({ createdAt: NOW, expiresAt: null });
    expect(rotated.secrets.at(-1)).toBe(secret);
    for (const each of [old, value]) expect(rotated.acceptsSecret(each, justBefore(end))).toBe(true);
    expect(rotated.acceptsSecret(old, end)).toBe(false);
    expect(rotated.acceptsSecret(value, end)).toBe(true);
    expect(client.secrets[0]?.expiresAt).toBeNull();
  });

  test('with no hours ends the earlier ones at once, and they are gone', () => {
    const [client, old] = register();
    const [rotated, secret, value] = client.withNewSecret(0, NOW);
    expect([rotated.acceptsSecret(old, NOW), rotated.acceptsSecret(value, NOW)]).toEqual([false, true]);
    expect(rotated.secrets).toEqual([secret]);
  });

  test('never lengthens the time of one that is ending', () => {
    const [client, first] = register();
    const [two, , second] = client.withNewSecret(2, NOW);
    const [three, , third] = two.withNewSecret(24, hoursLater(1));
    const accepted = (at: Date): boolean[] => [first, second, third].map((each) => three.acceptsSecret(each, at));
    expect(accepted(justBefore(hoursLater(2)))).toEqual([true, true, true]);
    expect(accepted(hoursLater(2))).toEqual([false, true, true]);
    expect(accepted(justBefore(hoursLater(25)))).toEqual([false, true, true]);
    expect(accepted(hoursLater(25))).toEqual([false, false, true]);
    const [four] = two.withNewSecret(0.5, NOW);
    expect(four.secrets.slice(0, 2).map(({ expiresAt }) => expiresAt)).toEqual([hoursLater(0.5), hoursLater(0.5)]);
  });

  test('takes away those that have expired', () => {
    const [client] = register();
    const [two] = client.withNewSecret(1, NOW);
    const [three] = two.withNewSecret(24, hoursLater(1));
    expect(idsOf(three)).toEqual([idsOf(two)[1], three.secrets.at(-1)?.id]);
  });

  test('is not for a public application', () => {
    const [client] = register(false);
    const refusal = ['public_client', 'A public application has no secrets: it proves itself by PKCE.'];
    expect(refusalOf(() => client.withNewSecret(24, NOW))).toEqual(refusal);
    expect(refusalOf(() => register()[0].withNewSecret(24, NOW))).toBeUndefined();
  });
});

describe('deleting a secret', () => {
  test('takes one away and leaves the others as they are', () => {
    const [client, old] = register();
    const [rotated, secret, value] = client.withNewSecret(24, NOW);
    const rest = rotated.withoutSecret(client.secrets[0]!.id, NOW);
    expect([rest.acceptsSecret(old, NOW), rest.acceptsSecret(value, NOW)]).toEqual([false, true]);
    expect(rest.secrets).toEqual([secret]);
    expect(rotated.withoutSecret(secret.id, NOW).acceptsSecret(old, NOW)).toBe(true);
  });

  test('never takes the last one that works', () => {
    const [client] = register();
    const [rotated, secret] = client.withNewSecret(1, NOW);
    const refusal = ['last_secret', 'No other secret of this application works. Make a new one first.'];
    expect(refusalOf(() => client.withoutSecret(client.secrets[0]!.id, NOW))).toEqual(refusal);
    expect(refusalOf(() => rotated.withoutSecret(secret.id, hoursLater(1)))).toEqual(refusal);
    expect(refusalOf(() => rotated.withoutSecret(secret.id, justBefore(hoursLater(1))))).toBeUndefined();
  });

  test('takes an expired one at any time', () => {
    const [client] = register();
    const [rotated, secret] = client.withNewSecret(1, NOW);
    expect(rotated.withoutSecret(client.secrets[0]!.id, hoursLater(2)).secrets).toEqual([secret]);
  });

  test('knows no other ids', () => {
    const [client] = register();
    const [other] = register();
    expect(refusalOf(() => client.withoutSecret(other.secrets[0]!.id, NOW))?.[0]).toBe('not_found');
    expect(refusalOf(() => register(false)[0].withoutSecret(other.secrets[0]!.id, NOW))?.[0]).toBe('not_found');
  });
});

test('secrets are listed from the newest to the oldest', () => {
  const [client] = register();
  const [two] = client.withNewSecret(24, NOW);
  const [three] = two.withNewSecret(24, hoursLater(1));
  expect(idsOf(three)).toHaveLength(3);
  expect(three.secretsNewestFirst.map(({ id }) => id)).toEqual(idsOf(three).reverse());
  for (const secrets of [three.secrets, three.secrets.toReversed()]) {
    const asStored = Object.assign(Object.create(OAuthClient.prototype) as OAuthClient, three, { secrets });
    expect(asStored.secretsNewestFirst).toEqual(three.secrets.toReversed());
  }
  const [early] = three.withNewSecret(24, hoursLater(-1));
  expect(early.secretsNewestFirst.at(-1)).toBe(early.secrets.at(-1));
});
