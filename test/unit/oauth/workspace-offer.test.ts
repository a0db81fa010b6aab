import { describe, expect, test } from '@jest/globals';
import { MemberAccess, Standing } from '../../../src/common/domain/access/member-access.js';
import { BadRequestError } from '../../../src/common/domain/errors.js';
import { newClientDetails, OAuthClient } from '../../../src/modules/oauth-clients/index.js';
import { OAuthError } from '../../../src/modules/oauth/domain/oauth-error.js';
import { boundWorkspace, isOffered, workspaceOffer } from '../../../src/modules/oauth/domain/workspace-offer.js';

const access = (standing: Partial<Standing> = {}): MemberAccess =>
  new MemberAccess({
    userId: 'user',
    organizationId: 'own',
    role: 'member',
    directPermissions: [],
    groupPermissions: [],
    workspaces: [
      { id: 'main', isDefault: true, assigned: true },
      { id: 'shop', isDefault: false, assigned: true },
      { id: 'closed', isDefault: false, assigned: false },
    ],
    ...standing,
  });

const application = (organizationId: string, workspaceId: string | null): OAuthClient =>
  OAuthClient.register(
    { organizationId, workspaceId, createdBy: null },
    newClientDetails({ name: 'Acme', link: 'https://acme.example', redirectUri: 'https://acme.example/cb' }),
    new Date(),
  )[0];

describe('an application registered in one workspace', () => {
  test('reaches that one and no other in its own organization', () => {
    const offer = workspaceOffer(application('own', 'shop'), access(), 'main');
    expect(offer).toEqual({ kind: 'fixed', workspaceId: 'shop' });
    expect(boundWorkspace(offer, 'main')).toBe('shop');
  });

  test('can’t be approved there by who has no access to it', () => {
    expect(() => workspaceOffer(application('own', 'closed'), access(), 'main')).toThrow(OAuthError);
  });

  test('elsewhere gets the one that the user picks, the active one if nothing else is said', () => {
    const offer = workspaceOffer(application('other', 'theirs'), access(), 'shop');
    expect(offer).toEqual({ kind: 'choice', workspaceIds: ['main', 'shop'], selectedId: 'shop' });
    expect(boundWorkspace(offer, undefined)).toBe('shop');
    expect(boundWorkspace(offer, 'main')).toBe('main');
    expect(() => boundWorkspace(offer, 'closed')).toThrow(BadRequestError);
    expect(() => boundWorkspace(offer, 'theirs')).toThrow(BadRequestError);
    expect(() => boundWorkspace(offer, 'all')).toThrow(BadRequestError);
  });

  test('under All Workspaces the picker begins with the default workspace', () => {
    expect(workspaceOffer(application('other', 'theirs'), access(), 'all')).toMatchObject({ selectedId: 'main' });
  });
});

describe('an application registered under All Workspaces', () => {
  test.each(['own', 'other'])('covers all that the user reaches (%s organization)', (organization) => {
    const offer = workspaceOffer(application(organization, null), access(), 'shop');
    expect(offer).toEqual({ kind: 'all' });
    expect(boundWorkspace(offer, 'shop')).toBeNull();
  });
});

test('a workspace approved before is offered again, or not any more', () => {
  const [own, elsewhere, all] = [application('own', 'shop'), application('other', 'theirs'), application('own', null)];
  const offered = (client: OAuthClient, workspaceId: string | null): boolean =>
    isOffered(workspaceOffer(client, access(), 'main'), workspaceId);
  expect([offered(own, 'shop'), offered(own, 'main'), offered(own, null)]).toEqual([true, false, false]);
  expect([offered(elsewhere, 'main'), offered(elsewhere, 'closed'), offered(elsewhere, null)]).toEqual([
    true,
    false,
    false,
  ]);
  expect([offered(all, null), offered(all, 'main')]).toEqual([true, false]);
});

test('who reaches no workspace has none to offer', () => {
  const nowhere = access({ workspaces: [{ id: 'main', isDefault: true, assigned: false }] });
  for (const client of [application('own', null), application('own', 'main'), application('other', 'theirs')]) {
    expect(() => workspaceOffer(client, nowhere, null)).toThrow(OAuthError);
  }
});
