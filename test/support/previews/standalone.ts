import { ErrorPage } from '../../../src/common/ui/error.page.js';
import { LinkEndedPage } from '../../../src/modules/auth/presentation/views/link-ended.page.js';
import { LoginPage, type LoginView } from '../../../src/modules/auth/presentation/views/login.page.js';
import { RegisterPage, type RegisterView } from '../../../src/modules/auth/presentation/views/register.page.js';
import {
  SetPasswordPage,
  type SetPasswordView,
} from '../../../src/modules/auth/presentation/views/set-password.page.js';
import { ConsentPage, type ConsentView } from '../../../src/modules/oauth/presentation/views/consent.page.js';
import { OAuthErrorPage } from '../../../src/modules/oauth/presentation/views/oauth-error.page.js';
import { LinkExpiredPage } from '../../../src/modules/redirects/presentation/views/link-expired.page.js';
import { LinkNotFoundPage } from '../../../src/modules/redirects/presentation/views/link-not-found.page.js';
import {
  LinkPasswordPage,
  type LinkPasswordView,
} from '../../../src/modules/redirects/presentation/views/link-password.page.js';
import type { Preview } from './preview.js';
import { ahead, ago, assets, HOST, LONG_NAME, MARKUP, SHORT_HOST } from './shell.js';

const REQUEST_ID = '01989f3e-7c11-7a52-b7a4-0f9d8d6c1f20';

const login: LoginView = {
  assets,
  csrfToken: 'csrf',
  host: HOST,
  shortHost: SHORT_HOST,
  values: { email: '' },
  errors: {},
  registrationOpen: true,
};

const refusedLogin: LoginView = {
  ...login,
  applicationName: 'Campaign Planner',
  returnTo: '/app/authorize?client_id=1',
  values: { email: 'sam@harbourbikes.example' },
  errors: { email: ['E-mail and password don’t match. Check both and try again.'] },
};

const register: RegisterView = {
  assets,
  csrfToken: 'csrf',
  host: HOST,
  shortHost: SHORT_HOST,
  values: { name: '', email: '', organizationName: '' },
  errors: {},
};

const linkPassword: LinkPasswordView = { assets, host: SHORT_HOST, slug: 'staff-rota' };

const invitation: SetPasswordView = {
  assets,
  csrfToken: 'csrf',
  host: HOST,
  shortHost: SHORT_HOST,
  token: 'b8RrG2kXw0cLq5mTzV7yHn3dJp9sFa1e',
  purpose: 'invitation',
  email: 'ina@harbourbikes.example',
  organizationName: 'Harbour Bikes',
  errors: {},
};

const refusedInvitation: SetPasswordView = {
  ...invitation,
  email: `${'ina.'.repeat(40)}invited@harbourbikes.example`,
  organizationName: MARKUP + LONG_NAME,
  errors: { password: ['This is one of the commonest passwords. Choose another.'] },
};

const refusedRegister: RegisterView = {
  ...register,
  values: { name: MARKUP, email: 'sam@harbourbikes.example', organizationName: LONG_NAME },
  errors: {
    email: ['This e-mail has an account already. Sign in, or use another one.'],
    password: ['This password is among the 3,000 commonest. Choose another.'],
  },
};

const consent: ConsentView = {
  assets,
  csrfToken: 'csrf',
  host: HOST,
  timezone: 'Europe/Amsterdam',
  requestId: REQUEST_ID,
  application: {
    name: 'Campaign Planner',
    link: 'https://planner.lantern.example/',
    description: 'Plans poster and newsletter campaigns, and makes a short link for each of them.',
    organization: 'Lantern Media',
    isOwnOrganization: false,
    registeredAt: ago(21),
  },
  scopes: ['short-urls:read', 'short-urls:write', 'analytics:read'],
  workspace: {
    kind: 'choice',
    selectedId: '2',
    options: [
      { id: '2', name: 'Storefront', links: 248, isActive: true },
      { id: '1', name: 'Main', links: 31, isActive: false },
    ],
  },
  user: { name: 'Sam H.', email: 'sam@harbourbikes.example' },
  switchAccountHref: '/app/login?switch=1',
  accessUntil: ahead(365),
  redirectHost: 'planner.lantern.example',
};

const unrulyConsent: ConsentView = {
  ...consent,
  application: {
    ...consent.application,
    name: LONG_NAME,
    link: `https://${'long.'.repeat(30)}example/`,
    description: MARKUP,
    organization: MARKUP,
    isOwnOrganization: true,
  },
  scopes: ['*'],
  workspace: { kind: 'fixed', name: LONG_NAME },
  redirectHost: `${'callback.'.repeat(20)}example`,
};

const error = (status: number, more: { message?: string; retryAfterSeconds?: number } = {}): Preview => ({
  name: `error-${status}`,
  page: ErrorPage({ assets, status, requestId: REQUEST_ID, host: HOST, supportEmail: `help@${HOST}`, ...more }),
});

export const standalonePreviews: readonly Preview[] = [
  { name: 'login', page: LoginPage(login), freeFormAction: true },
  { name: 'login-refused', page: LoginPage(refusedLogin), freeFormAction: true },
  {
    name: 'login-throttled',
    page: LoginPage({ ...login, problem: 'Too many tries. Wait 12 minutes.' }),
    freeFormAction: true,
  },
  { name: 'register', page: RegisterPage(register), freeFormAction: true },
  { name: 'register-refused', page: RegisterPage(refusedRegister), freeFormAction: true },
  { name: 'invitation', page: SetPasswordPage(invitation) },
  { name: 'invitation-refused', page: SetPasswordPage(refusedInvitation) },
  { name: 'password-reset', page: SetPasswordPage({ ...invitation, purpose: 'reset', theme: 'dark' }) },
  { name: 'password-link-ended', page: LinkEndedPage({ assets, host: HOST }) },
  { name: 'consent', page: ConsentPage(consent), freeFormAction: true },
  { name: 'consent-unruly', page: ConsentPage(unrulyConsent), freeFormAction: true },
  {
    name: 'consent-all',
    page: ConsentPage({ ...consent, workspace: { kind: 'all' }, theme: 'dark' }),
    freeFormAction: true,
  },
  {
    name: 'invalid-client',
    page: OAuthErrorPage({ assets, fault: 'invalid_client', host: HOST, requestId: REQUEST_ID }),
  },
  {
    name: 'invalid-redirect-uri',
    page: OAuthErrorPage({
      assets,
      fault: 'invalid_redirect_uri',
      host: HOST,
      requestId: REQUEST_ID,
      detail: `Given: https://${'a'.repeat(120)}.example/callback`,
    }),
  },
  { name: 'link-not-found', page: LinkNotFoundPage({ assets, host: SHORT_HOST, slug: 'sprnig' }) },
  { name: 'link-not-found-unruly', page: LinkNotFoundPage({ assets, host: SHORT_HOST, slug: MARKUP + LONG_NAME }) },
  { name: 'link-expired', page: LinkExpiredPage({ assets, host: SHORT_HOST, slug: 'open-day', expiredAt: ago(66) }) },
  { name: 'link-used-up', page: LinkExpiredPage({ assets, host: SHORT_HOST, slug: 'first-100' }) },
  { name: 'link-password', page: LinkPasswordPage(linkPassword), isForAnybody: true },
  {
    name: 'link-password-refused',
    page: LinkPasswordPage({
      ...linkPassword,
      slug: LONG_NAME,
      problem: 'That is not it. You have 4 tries left for now.',
    }),
    isForAnybody: true,
  },
  error(403, { message: 'Your form is older than your sign-in. Go back, reload the page and send it again.' }),
  error(404, { message: 'Not found.' }),
  error(429, { retryAfterSeconds: 720 }),
  error(500),
];
