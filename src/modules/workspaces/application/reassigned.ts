import { MemberAccess } from '../../../common/domain/access/member-access.js';

/** The workspaces after somebody named new ones: what they don't reach isn't there for them, so it is not theirs to take. */
export const reassigned = (granter: MemberAccess, before: readonly string[], named: readonly string[]): string[] => [
  ...before.filter((id) => !granter.reaches(id)),
  ...named,
];
