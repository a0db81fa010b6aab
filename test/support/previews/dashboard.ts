import { SCOPES } from '../../../src/common/domain/access/scope.js';
import { ApiKeysPage } from '../../../src/modules/dashboard/presentation/views/api-keys.page.js';
import type {
  ApiKeysView,
  ApplicationForm,
  ApplicationItem,
  TokenForm,
  TokenItem,
} from '../../../src/modules/dashboard/presentation/views/api-keys.view.js';
import { ApplicationPage } from '../../../src/modules/dashboard/presentation/views/application.page.js';
import type {
  ApplicationView,
  SecretItem,
} from '../../../src/modules/dashboard/presentation/views/application.view.js';
import { DashboardPage } from '../../../src/modules/dashboard/presentation/views/dashboard.page.js';
import type { DashboardView, RecentLink } from '../../../src/modules/dashboard/presentation/views/dashboard.view.js';
import type { Preview } from './preview.js';
import { ago, ahead, allWorkspaces, LONG_NAME, MARKUP, member, NOW, nowhere, shell, unruly } from './shell.js';

const token: TokenItem = {
  id: '01988c4e-0000-7000-8000-000000000001',
  name: 'nightly-import',
  masked: 'tl_…4fQ2',
  workspace: 'Storefront',
  scopes: ['short-urls:write', 'short-urls:read'],
  createdAt: ago(258),
  expiresAt: ahead(107),
  lastUsedAt: new Date(NOW.getTime() - 8 * 60_000),
  lastUsedAddress: '203.0.113.24',
  uses30Days: 41_208,
  mayRevoke: true,
};

const unused = { lastUsedAt: null, lastUsedAddress: null, uses30Days: 0 };

const newToken: TokenItem = {
  ...token,
  ...unused,
  id: '01988c4e-0000-7000-8000-000000000002',
  name: 'ci-deploy',
  masked: 'tl_…xQ4R',
  scopes: ['short-urls:write'],
  createdAt: NOW,
  expiresAt: ahead(90),
};

const tokens: readonly TokenItem[] = [
  newToken,
  token,
  {
    ...token,
    id: '01988c4e-0000-7000-8000-000000000003',
    name: 'Warehouse label printer',
    masked: 'tl_…b7Xe',
    scopes: ['short-urls:read'],
    expiresAt: ahead(7),
    lastUsedAt: ago(0, 14),
    lastUsedAddress: '198.51.100.7',
    uses30Days: 3_114,
    owner: 'Noor',
  },
  {
    ...token,
    ...unused,
    id: '01988c4e-0000-7000-8000-000000000004',
    name: null,
    masked: 'tl_…Lm09',
    workspace: null,
    scopes: ['*'],
    expiresAt: ago(1),
    mayRevoke: false,
  },
];

const application: ApplicationItem = {
  id: '01988c4e-6f0b-7d52-9a41-000000000001',
  name: 'Parcel Notify',
  clientId: '01988c4e-6f0b-7d52-9a41-3b1c62e0d7f8',
  workspace: 'Storefront',
  redirectUris: ['https://notify.harbourbikes.example/auth/callback'],
  confidential: true,
  createdAt: ago(21),
  people: 26,
  mayManage: true,
};

const applications: readonly ApplicationItem[] = [
  application,
  {
    ...application,
    id: '01988c4e-6f0b-7d52-9a41-000000000002',
    name: 'Rider app',
    clientId: '01989a17-02c3-7e0f-8b66-f4d2a95511ce',
    workspace: null,
    redirectUris: ['example.harbour.rider:/oauth', 'http://127.0.0.1/callback'],
    confidential: false,
    people: 1_940,
    owner: 'Noor',
  },
];

const apiKeys: ApiKeysView = {
  shell,
  now: NOW,
  plan: { name: 'Pro', requestsPerMinute: 30 },
  creation: 'allowed',
  tokens,
  applications,
};

const tokenForm: TokenForm = {
  values: { name: '', expiresInDays: '365', expiresOn: '', scopeChoice: 'all', scopes: [] },
  offeredScopes: SCOPES.filter((scope) => scope.startsWith('short-urls') || scope.endsWith(':read')),
  errors: {},
};

const refusedTokenForm: TokenForm = {
  ...tokenForm,
  values: {
    name: 'ci-deploy',
    expiresInDays: 'date',
    expiresOn: '2028-01-01',
    scopeChoice: 'some',
    scopes: ['short-urls:write'],
  },
  errors: {
    password: ['That is not your password. 4 tries left.'],
    expires_on: ['Choose a day before 26 Nov 2027.'],
    scopes: ['Tick at least one.'],
  },
};

const applicationForm: ApplicationForm = {
  values: { name: '', link: '', redirectUri: '', description: '', confidential: true },
  errors: {},
};

const refusedApplicationForm: ApplicationForm = {
  values: {
    name: 'Fleet desk',
    link: 'https://fleet.harbourbikes.example',
    redirectUri: 'http://fleet.harbourbikes.example/callback',
    description: 'Shows dispatchers which repair links were opened by customers today.',
    confidential: false,
  },
  errors: { redirect_uri: ['Use https here. Plain http works only for localhost, 127.0.0.1 and [::1].'] },
};

const unrulyApiKeys: ApiKeysView = {
  ...apiKeys,
  shell: unruly,
  tokens: [
    { ...token, name: LONG_NAME, workspace: LONG_NAME, scopes: [...SCOPES], owner: MARKUP },
    { ...newToken, name: MARKUP, workspace: MARKUP },
  ],
  applications: [
    {
      ...application,
      name: LONG_NAME,
      owner: LONG_NAME,
      redirectUris: [`https://${'a'.repeat(60)}.example/${'callback/'.repeat(20)}`, `https://x.example/?q=${MARKUP}`],
    },
  ],
  notice: `${MARKUP} is revoked.`,
};

const newSecret: SecretItem = {
  id: '01988c4e-0000-7000-8000-000000000011',
  createdAt: ago(0, 3),
  expiresAt: null,
  mayDelete: true,
};

const oldSecret: SecretItem = {
  ...newSecret,
  id: '01988c4e-0000-7000-8000-000000000012',
  createdAt: ago(21),
  expiresAt: ahead(6.875),
};

const expiredSecret: SecretItem = {
  ...oldSecret,
  id: '01988c4e-0000-7000-8000-000000000013',
  createdAt: ago(90),
  expiresAt: ago(20),
};

const manage: ApplicationView = {
  shell,
  now: NOW,
  application,
  usage: { activeGrants: 31, lastUsedAt: new Date(NOW.getTime() - 8 * 60_000), requests30Days: 41_208 },
  secrets: [newSecret, oldSecret, expiredSecret],
  form: {
    values: {
      name: application.name,
      link: 'https://notify.harbourbikes.example',
      redirectUris: application.redirectUris.join('\n'),
      description: 'Tells customers where their parcel is.',
    },
    errors: {},
  },
};

const link: RecentLink = {
  id: '01989000-0000-7000-8000-000000000001',
  host: 'hbk.example',
  slug: 'spring-service',
  shortUrl: 'https://hbk.example/spring-service',
  title: 'Spring service offer',
  destinationUrl: 'https://shop.harbourbikes.example/service/spring?utm_source=poster&utm_medium=print',
  clicks: 28_417,
  createdAt: ago(1),
  isExpired: false,
  workspace: 'Storefront',
};

const dashboard: DashboardView = {
  shell,
  plan: { name: 'Pro', requestsPerMinute: 30 },
  totals: { links: 248, clicks: 171_422, members: 7 },
  recentLinks: [
    link,
    {
      ...link,
      id: '01989000-0000-7000-8000-000000000002',
      slug: '7Xq2LmA',
      shortUrl: 'https://hbk.example/7Xq2LmA',
      title: null,
      destinationUrl: 'https://help.harbourbikes.example/articles/how-to-read-the-numbers-on-your-tyre',
      clicks: 9_302,
      createdAt: ago(6),
    },
    {
      ...link,
      id: '01989000-0000-7000-8000-000000000003',
      slug: 'open-day',
      title: 'Open day tickets',
      isExpired: true,
    },
  ],
  steps: { hasToken: true, hasLink: true, hasApplication: false },
  publicUrl: 'https://links.harbourbikes.example',
};

const emptyDashboard: DashboardView = {
  ...dashboard,
  shell: allWorkspaces,
  plan: { name: 'Enterprise', requestsPerMinute: null },
  totals: { links: 0, clicks: 0, members: 1 },
  recentLinks: [],
  steps: { hasToken: false, hasLink: false, hasApplication: false },
};

const unrulyDashboard: DashboardView = {
  ...dashboard,
  shell: unruly,
  recentLinks: [
    {
      ...link,
      host: `${'sub.'.repeat(20)}example`,
      slug: 'x'.repeat(128),
      title: LONG_NAME,
      destinationUrl: `https://example.com/${'path/'.repeat(60)}?q=${MARKUP}`,
      workspace: LONG_NAME,
    },
    { ...link, id: '01989000-0000-7000-8000-000000000004', slug: 'grün/ähre-🚲', title: MARKUP },
  ],
};

const issuedToken = {
  kind: 'token',
  token: 'tl_8Kd0vQz3TnRwB5yH1sXmPgLc7EaUj2f9xQ4R',
  masked: newToken.masked,
  name: 'ci-deploy',
  workspace: 'Storefront',
  expiresAt: ahead(90),
  scopes: ['short-urls:write'],
} as const;

const secretValue = `tls_${'Zk39fLq0'.repeat(5)}`;

const issuedApplication = { ...application, kind: 'application', clientSecret: secretValue } as const;

const apiKeysPreview = (name: string, view: Partial<ApiKeysView>): Preview => ({
  name: `api-keys${name}`,
  page: ApiKeysPage({ ...apiKeys, ...view }),
});

const applicationPreview = (name: string, view: Partial<ApplicationView>): Preview => ({
  name: `application${name}`,
  page: ApplicationPage({ ...manage, ...view }),
});

export const dashboardPreviews: readonly Preview[] = [
  { name: 'dashboard', page: DashboardPage(dashboard) },
  { name: 'dashboard-empty', page: DashboardPage(emptyDashboard) },
  { name: 'dashboard-no-workspace', page: DashboardPage({ ...emptyDashboard, shell: nowhere }) },
  { name: 'dashboard-unruly', page: DashboardPage(unrulyDashboard) },
  apiKeysPreview('', {}),
  apiKeysPreview('-empty', { shell: allWorkspaces, tokens: [], applications: [] }),
  apiKeysPreview('-no-permission', { shell: member, creation: 'no-permission', tokens: [token], applications: [] }),
  apiKeysPreview('-no-workspace', { shell: nowhere, creation: 'no-workspace', tokens: [], applications: [] }),
  { name: 'api-keys-unruly', page: ApiKeysPage(unrulyApiKeys) },
  apiKeysPreview('-new-token', { open: { kind: 'new-token', form: tokenForm } }),
  apiKeysPreview('-new-token-refused', { open: { kind: 'new-token', form: refusedTokenForm } }),
  apiKeysPreview('-revoke', { open: { kind: 'revoke-token', token } }),
  apiKeysPreview('-new-application', {
    shell: allWorkspaces,
    open: { kind: 'new-application', form: applicationForm },
  }),
  apiKeysPreview('-new-application-refused', { open: { kind: 'new-application', form: refusedApplicationForm } }),
  apiKeysPreview('-issued-token', { issued: issuedToken, tokens: [newToken, ...tokens.slice(1)] }),
  apiKeysPreview('-issued-application', { issued: issuedApplication }),
  apiKeysPreview('-issued-public-application', { issued: { ...issuedApplication, clientSecret: undefined } }),
  applicationPreview('', { notice: 'Parcel Notify is saved.' }),
  applicationPreview('-refused', {
    form: {
      ...manage.form,
      errors: {
        redirect_uris: ['Use https here. Plain http works only for localhost, 127.0.0.1 and [::1].'],
        password: ['Enter your password to change redirect URIs.'],
      },
    },
  }),
  applicationPreview('-delete', { open: { kind: 'delete-application' } }),
  applicationPreview('-one-secret', {
    usage: { activeGrants: 0, lastUsedAt: null, requests30Days: 0 },
    secrets: [{ ...newSecret, mayDelete: false }],
  }),
  applicationPreview('-public', {
    application: { ...application, confidential: false, redirectUris: ['http://127.0.0.1/callback'] },
    secrets: [],
  }),
  applicationPreview('-unruly', {
    shell: unruly,
    application: { ...application, name: LONG_NAME, workspace: MARKUP },
    issuedSecret: secretValue,
  }),
  applicationPreview('-new-secret', { open: { kind: 'new-secret', form: { overlapHours: '24', errors: {} } } }),
  applicationPreview('-new-secret-refused', {
    open: {
      kind: 'new-secret',
      form: { overlapHours: '0', errors: { password: ['That is not your password. 4 tries left.'] } },
    },
  }),
  applicationPreview('-issued-secret', { issuedSecret: secretValue }),
  applicationPreview('-delete-secret', { open: { kind: 'delete-secret', secret: oldSecret } }),
  applicationPreview('-delete-new-secret', { open: { kind: 'delete-secret', secret: newSecret } }),
];
