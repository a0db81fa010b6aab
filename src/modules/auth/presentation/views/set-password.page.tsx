import { appPaths } from '../../../../common/ui/app-paths.js';
import { CoverFrame } from '../../../../common/ui/cover-frame.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { type FieldErrors, TextField } from '../../../../common/ui/field.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';

export interface SetPasswordView extends PageBase {
  readonly csrfToken: string;
  readonly host: string;
  readonly shortHost: string;
  /** What the link was opened with, and what its use costs. */
  readonly token: string;
  readonly purpose: 'invitation' | 'reset';
  readonly email: string;
  readonly organizationName: string;
  readonly errors: FieldErrors;
}

const WORDS = {
  invitation: {
    title: 'Join',
    text: 'Set a password, and you are in. This works once.',
    button: 'Set password and join',
    busy: 'Joining…',
  },
  reset: {
    title: 'Set a new password for',
    text: 'Your old password stops working, and every device of yours is signed out. This works once.',
    button: 'Set new password',
    busy: 'Saving…',
  },
} as const;

export function SetPasswordPage(view: SetPasswordView) {
  const { title, text, button, busy } = WORDS[view.purpose];
  const heading = `${title} ${view.organizationName}`;
  return (
    <CoverFrame assets={view.assets} theme={view.theme} title={heading} host={view.host} shortHost={view.shortHost}>
      <h1>{heading}</h1>
      <p class="muted">{text}</p>
      <PostForm class="stack" action={appPaths.setPassword} csrfToken={view.csrfToken}>
        <input type="hidden" name="token" value={view.token} />
        <p>
          <span class="muted">You sign in as</span> <b>{view.email}</b>
        </p>
        <input type="text" value={view.email} autocomplete="username" hidden readonly />
        <TextField
          id="password"
          name="password"
          label="Password"
          hint="At least 8 characters. A sentence of your own is easy to keep and hard to guess."
          type="password"
          autocomplete="new-password"
          autofocus={view.errors.password !== undefined}
          errors={view.errors}
          required
        />
        <SubmitButton tone="primary" wide busy={busy}>
          {button}
        </SubmitButton>
      </PostForm>
    </CoverFrame>
  );
}
