import { APP_MENU, type AppShell } from '../../../src/common/ui/app-shell.js';
import { loadAssets } from '../../../src/common/ui/asset-manifest.js';

/** The moment at which all previews are looked at. */
export const NOW = new Date('2026-11-25T08:14:30Z');
export const ago = (days: number, hours = 0): Date => new Date(NOW.getTime() - days * 86_400_000 - hours * 3_600_000);
export const ahead = (days: number): Date => ago(-days);

export const MARKUP = '<script>alert("x")</script> & <b>Bold</b>';
export const LONG_NAME = `${'An unusually long name that somebody typed '.repeat(4)}Unbrokenlettersthatgoonforeverandever`;

export const manifest = loadAssets();
export const assets = manifest.forPages;

export const HOST = 'links.harbourbikes.example';
export const SHORT_HOST = 'hbk.example';

const MAIN = { id: '01980000-0000-7000-8000-000000000001', name: 'Main', isDefault: true };
const STOREFRONT = { id: '01980000-0000-7000-8000-000000000002', name: 'Storefront', isDefault: false };
const RIDER_APP = { id: '01980000-0000-7000-8000-000000000003', name: 'Rider app', isDefault: false };

export const shell: AppShell = {
  assets,
  theme: 'system',
  csrfToken: 'csrf',
  timezone: 'Europe/Amsterdam',
  organization: 'Harbour Bikes',
  user: { name: 'Sam H.', email: 'sam@harbourbikes.example', role: 'owner' },
  workspaces: [MAIN, STOREFRONT, RIDER_APP],
  activeWorkspace: STOREFRONT,
  menu: APP_MENU,
};

export const allWorkspaces: AppShell = { ...shell, activeWorkspace: 'all' };

export const member: AppShell = {
  ...shell,
  user: { name: 'Noor', email: 'noor@harbourbikes.example', role: 'member' },
  workspaces: [STOREFRONT],
};

export const nowhere: AppShell = { ...member, workspaces: [], activeWorkspace: null };

export const unruly: AppShell = {
  ...shell,
  organization: LONG_NAME,
  user: { name: MARKUP, email: `${'a'.repeat(80)}@harbourbikes.example`, role: 'admin' },
  workspaces: [MAIN, { ...STOREFRONT, name: LONG_NAME }, { ...RIDER_APP, name: MARKUP }],
  activeWorkspace: { ...STOREFRONT, name: LONG_NAME },
};
