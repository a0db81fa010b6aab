/** Where the pages are. Controllers serve these paths, views link to them. */
const API_KEYS = '/app/api-integration/api-keys';

export const appPaths = {
  dashboard: '/app',
  login: '/app/login',
  register: '/app/register',
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
  revokeToken: (id: string) => `${API_KEYS}/tokens/${encodeURIComponent(id)}/revoke`,
  application: (id: string) => `${API_KEYS}?application=${encodeURIComponent(id)}`,
  askDeleteApplication: (id: string) => `${API_KEYS}?application=${encodeURIComponent(id)}&delete=1`,
  changeApplication: (id: string) => `${API_KEYS}/applications/${encodeURIComponent(id)}`,
  deleteApplication: (id: string) => `${API_KEYS}/applications/${encodeURIComponent(id)}/delete`,
} as const;
