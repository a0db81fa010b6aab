import { SCOPES } from '../../../src/common/domain/access/scope.js';
import { ConnectedAppsPage } from '../../../src/modules/dashboard/presentation/views/connected-apps.page.js';
import type {
  ConnectedAppItem,
  ConnectedAppsView,
} from '../../../src/modules/dashboard/presentation/views/connected-apps.view.js';
import type { Preview } from './preview.js';
import { ago, ahead, LONG_NAME, MARKUP, NOW, nowhere, shell, unruly } from './shell.js';

const planner: ConnectedAppItem = {
  id: '01988c4e-6f0b-7d52-9a41-000000000011',
  name: 'Campaign Planner',
  link: 'https://planner.example',
  description: 'Makes links for campaigns.',
  organization: 'Lantern Media',
  scopes: ['short-urls:read', 'short-urls:write', 'analytics:read'],
  workspaces: ['Storefront', 'Rider app'],
  connectedAt: ago(40),
  lastUsedAt: ago(0, 3),
  expiresAt: ahead(690),
};

const applications: readonly ConnectedAppItem[] = [
  planner,
  {
    ...planner,
    id: '01988c4e-6f0b-7d52-9a41-000000000012',
    name: 'Parcel Notify',
    description: '',
    organization: 'Harbour Bikes',
    scopes: ['*'],
    workspaces: null,
    lastUsedAt: null,
    expiresAt: null,
  },
];

const unrulyApplications: readonly ConnectedAppItem[] = [
  {
    ...planner,
    name: LONG_NAME,
    description: LONG_NAME.repeat(4),
    organization: MARKUP,
    scopes: [...SCOPES],
    workspaces: [LONG_NAME, MARKUP],
  },
  { ...planner, id: '01988c4e-6f0b-7d52-9a41-000000000013', name: MARKUP, organization: LONG_NAME },
];

const connectedApps = (name: string, view: Partial<ConnectedAppsView>): Preview => ({
  name: `connected-apps${name}`,
  page: ConnectedAppsPage({ shell, now: NOW, applications, ...view }),
});

export const connectedAppsPreviews: readonly Preview[] = [
  connectedApps('', {}),
  connectedApps('-empty', { shell: nowhere, applications: [] }),
  connectedApps('-disconnect', { asked: planner }),
  connectedApps('-disconnected', {
    applications: applications.slice(1),
    notice: 'The application is disconnected. Its next request gets 401.',
  }),
  connectedApps('-unruly', { shell: unruly, applications: unrulyApplications }),
];
