import { appPaths } from '../../../../common/ui/app-paths.js';
import { CoverFrame } from '../../../../common/ui/cover-frame.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { type FieldErrors, TextField } from '../../../../common/ui/field.js';
import { Note } from '../../../../common/ui/note.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import { withReturn } from './return-to.js';

export interface LoginView extends PageBase {
  readonly csrfToken: string;
  readonly host: string;
  readonly shortHost: string;
  readonly values: { readonly email: string };
  /** Wrong credentials stand on `email`, as in the API. */
  readonly errors: FieldErrors;
  /** What keeps everybody out just now (too many tries). */
  readonly problem?: string;
  /** The application whose request brought the user here. */
  readonly applicationName?: string;
  readonly returnTo?: string;
  readonly registrationOpen: boolean;
}

const PROBLEM = 'problem';

export function LoginPage(view: LoginView) {
  const problem = view.problem ?? view.errors.email?.[0];
  return (
    <CoverFrame assets={view.assets} theme={view.theme} title="Sign in" host={view.host} shortHost={view.shortHost}>
      <h1>Sign in</h1>
      {view.applicationName !== undefined && (
        <p class="muted">
          to continue to <b>{view.applicationName}</b>, which asks for access to your account.
        </p>
      )}
      {problem !== undefined && (
        <Note tone="bad" role="alert" id={PROBLEM}>
          {problem}
        </Note>
      )}
      <LoginForm {...view} />
      <ForgotPassword />
      {view.registrationOpen && (
        <p class="small">
          <span class="muted">New here?</span>{' '}
          <a href={withReturn(appPaths.register, view.returnTo)}>Create an account</a>
        </p>
      )}
    </CoverFrame>
  );
}

function LoginForm({ csrfToken, values, errors, returnTo }: LoginView) {
  const isRefused = errors.email !== undefined;
  // A wrong pair keeps the e-mail and loses the password, which has to be typed again.
  const isWrongPair = isRefused && values.email !== '';
  return (
    <PostForm class="stack" action={appPaths.login} csrfToken={csrfToken}>
      {returnTo !== undefined && <input type="hidden" name="return_to" value={returnTo} />}
      <TextField
        id="email"
        name="email"
        label="E-mail"
        type="email"
        autocomplete="username"
        value={values.email}
        errors={{}}
        problem={isRefused && !isWrongPair ? PROBLEM : undefined}
        required
      />
      <TextField
        id="password"
        name="password"
        label="Password"
        type="password"
        autocomplete="current-password"
        errors={errors}
        problem={isWrongPair ? PROBLEM : undefined}
        autofocus={isWrongPair}
        required
      />
      <SubmitButton tone="primary" wide busy="Signing in…">
        Sign in
      </SubmitButton>
    </PostForm>
  );
}

function ForgotPassword() {
  return (
    <details class="disclosure">
      <summary>Forgot password</summary>
      <p class="small muted">
        An owner or admin of your organization can reset it for you. Are you its last owner? Then it is done on the
        server’s command line, with <code>reset-password</code>.
      </p>
    </details>
  );
}
