import { describe, expect, test } from '@jest/globals';
import { ScopeSet } from '../../../src/common/domain/access/scope.js';
import { Approval } from '../../../src/modules/oauth/domain/approval.js';
import { Grant } from '../../../src/modules/oauth/domain/grant.js';

const NOW = new Date('2026-11-25T09:00:00Z');
const LATER = new Date('2026-11-26T09:00:00Z');

const grant = (workspaceId: string | null, scopes: string[], now = NOW): Grant =>
  Grant.approve(
    { id: 'g', clientId: 'c', userId: 'u', organizationId: 'o', workspaceId, scopes: ScopeSet.of(scopes) },
    now,
  );

describe('what has been approved', () => {
  test('covers the same and less', () => {
    const approval = Approval.of(grant('shop', ['users:read', 'domains:read']));
    expect(approval.covers(ScopeSet.of(['users:read']))).toBe(true);
    expect(approval.covers(ScopeSet.of(['domains:read', 'users:read']))).toBe(true);
    expect(approval.covers(ScopeSet.of(['domains:read', 'domains:write']))).toBe(false);
    expect(approval.covers(ScopeSet.of(['*']))).toBe(false);
    expect(Approval.of(grant('shop', ['*'])).covers(ScopeSet.of(['domains:write']))).toBe(true);
  });

  test('grows in the same workspace', () => {
    for (const workspaceId of ['shop', null]) {
      const before = Approval.of(grant(workspaceId, ['users:read', 'domains:read']));
      const after = before.extendedBy(grant(workspaceId, ['users:read', 'domains:write'], LATER));
      expect(after).toMatchObject({ workspaceId, createdAt: NOW });
      expect(after.scopes.values).toEqual(['domains:read', 'domains:write', 'users:read']);
      expect(after.extendedBy(grant(workspaceId, ['*'])).scopes.values).toEqual(['*']);
    }
  });

  test.each([
    ['main', 'shop'],
    [null, 'shop'],
    ['shop', null],
  ])('is replaced in another one, so that nothing widens: %s, then %s', (first, second) => {
    const after = Approval.of(grant(first, ['users:read'])).extendedBy(grant(second, ['domains:read'], LATER));
    expect(after).toEqual(Approval.of(grant(second, ['domains:read'], LATER)));
  });
});
