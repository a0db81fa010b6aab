/** Where the pages are. Controllers serve these paths, views link to them. */
const API_KEYS = '/app/api-integration/api-keys';
const CONNECTED_APPS = '/app/api-integration/connected-apps';
const LOGIN = '/app/login';
const SET_PASSWORD = '/app/set-password';

/** Those that name an item, as controllers serve them. */
export const appRoutes = {
  revokeToken: `${API_KEYS}/tokens/:id/revoke`,
  changeApplication: `${API_KEYS}/applications/:id`,
  deleteApplication: `${API_KEYS}/applications/:id/delete`,
  newSecret: `${API_KEYS}/applications/:id/secrets`,
  deleteSecret: `${API_KEYS}/applications/:id/secrets/:secretId/delete`,
  disconnect: `${CONNECTED_APPS}/:id/disconnect`,
} as const;

const pathOf = (route: string, id: string): string => route.replace(':id', encodeURIComponent(id));

export const appPaths = {
  dashboard: '/app',
  login: LOGIN,
  loginFor: (returnTo: string) => `${LOGIN}?return_to=${encodeURIComponent(returnTo)}`,
  switchAccountFor: (returnTo: string) => `${LOGIN}?switch=1&return_to=${encodeURIComponent(returnTo)}`,
  register: '/app/register',
  setPassword: SET_PASSWORD,
  setPasswordWith: (token: string) => `${SET_PASSWORD}?token=${encodeURIComponent(token)}`,
  logout: '/app/logout',
  activeWorkspace: '/app/active-workspace',
  authorize: '/app/authorize',
  apiReference: '/api/documentation',
  status: '/status',
  apiKeys: API_KEYS,
  newToken: `${API_KEYS}?new=token`,
  newApplication: `${API_KEYS}?new=application#register`,
  tokens: `${API_KEYS}/tokens`,
  applications: `${API_KEYS}/applications`,
  askRevokeToken: (id: string) => `${API_KEYS}?revoke=${encodeURIComponent(id)}`,
  revokeToken: (id: string) => pathOf(appRoutes.revokeToken, id),
  application: (id: string) => `${API_KEYS}?application=${encodeURIComponent(id)}`,
  askDeleteApplication: (id: string) => `${API_KEYS}?application=${encodeURIComponent(id)}&delete=1`,
  changeApplication: (id: string) => pathOf(appRoutes.changeApplication, id),
  deleteApplication: (id: string) => pathOf(appRoutes.deleteApplication, id),
  askNewSecret: (id: string) => `${API_KEYS}?application=${encodeURIComponent(id)}&new=secret`,
  newSecret: (id: string) => pathOf(appRoutes.newSecret, id),
  askDeleteSecret: (id: string, secretId: string) =>
    `${API_KEYS}?application=${encodeURIComponent(id)}&delete_secret=${encodeURIComponent(secretId)}`,
  deleteSecret: (id: string, secretId: string) =>
    pathOf(appRoutes.deleteSecret, id).replace(':secretId', encodeURIComponent(secretId)),
  connectedApps: CONNECTED_APPS,
  askDisconnect: (id: string) => `${CONNECTED_APPS}?disconnect=${encodeURIComponent(id)}`,
  disconnect: (id: string) => pathOf(appRoutes.disconnect, id),
} as const;
