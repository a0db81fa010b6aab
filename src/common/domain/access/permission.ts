/** Every permission there is: area → actions. Written `area.action`. */
const ACTIONS_BY_AREA = {
  credentials: ['view', 'create', 'delete'],
  links: ['view', 'create', 'update', 'delete', 'import', 'export'],
  domains: ['view', 'create', 'update', 'delete'],
  analytics: ['view', 'export'],
  members: ['view', 'create', 'update', 'delete'],
  groups: ['view', 'create', 'update', 'delete'],
  workspaces: ['view', 'create', 'update', 'delete'],
  audit: ['view', 'export'],
  billing: ['view', 'update'],
} as const;

type Areas = typeof ACTIONS_BY_AREA;
export type Permission = { [A in keyof Areas]: `${A}.${Areas[A][number]}` }[keyof Areas];

export const PERMISSIONS = Object.entries(ACTIONS_BY_AREA).flatMap(([area, actions]) =>
  actions.map((action) => `${area}.${action}`),
) as readonly Permission[];

/** These hold over the whole organization; all others in a workspace. */
export const isOrganizationWide = (permission: Permission): boolean =>
  permission === 'workspaces.create' || /^(members|groups|audit|billing)\./.test(permission);

/** What every member may do where they reach. */
export const MEMBER_PERMISSIONS: readonly Permission[] = [
  'links.view',
  'domains.view',
  'analytics.view',
  'members.view',
  'workspaces.view',
];
