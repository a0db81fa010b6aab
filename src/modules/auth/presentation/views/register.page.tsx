import { appPaths } from '../../../../common/ui/app-paths.js';
import { CoverFrame } from '../../../../common/ui/cover-frame.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { ErrorSummary } from '../../../../common/ui/error-summary.js';
import { type FieldErrors, TextField } from '../../../../common/ui/field.js';
import { Note } from '../../../../common/ui/note.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import { withReturn } from './return-to.js';

export interface RegisterView extends PageBase {
  readonly csrfToken: string;
  readonly host: string;
  readonly shortHost: string;
  readonly values: { readonly name: string; readonly email: string; readonly organizationName: string };
  readonly errors: FieldErrors;
  readonly problem?: string;
  readonly returnTo?: string;
}

export function RegisterPage(view: RegisterView) {
  return (
    <CoverFrame
      assets={view.assets}
      theme={view.theme}
      title="Create an account"
      host={view.host}
      shortHost={view.shortHost}
    >
      <h1>Create an account</h1>
      <p class="muted">It comes with an organization of its own, which you will own, on the free plan.</p>
      {view.problem !== undefined && (
        <Note tone="bad" role="alert">
          {view.problem}
        </Note>
      )}
      <RegisterForm {...view} />
      <p class="small">
        <span class="muted">Registered already?</span> <a href={withReturn(appPaths.login, view.returnTo)}>Sign in</a>
      </p>
    </CoverFrame>
  );
}

function RegisterForm({ csrfToken, values, errors, returnTo }: RegisterView) {
  return (
    <PostForm class="stack" action={appPaths.register} csrfToken={csrfToken}>
      {returnTo !== undefined && <input type="hidden" name="return_to" value={returnTo} />}
      <ErrorSummary errors={errors} idOf={(field) => field} />
      <TextField
        id="name"
        name="name"
        label="Your name"
        autocomplete="name"
        value={values.name}
        errors={errors}
        required
      />
      <TextField
        id="email"
        name="email"
        label="E-mail"
        type="email"
        autocomplete="username"
        value={values.email}
        errors={errors}
        required
      />
      <TextField
        id="password"
        name="password"
        label="Password"
        hint="At least 8 characters. A sentence of your own is easy to keep and hard to guess."
        type="password"
        autocomplete="new-password"
        errors={errors}
        required
      />
      <TextField
        id="organization_name"
        name="organization_name"
        label="Organization"
        hint="Your company, club or project."
        autocomplete="organization"
        value={values.organizationName}
        errors={errors}
        required
      />
      <SubmitButton tone="primary" wide busy="Creating…">
        Create account
      </SubmitButton>
    </PostForm>
  );
}
