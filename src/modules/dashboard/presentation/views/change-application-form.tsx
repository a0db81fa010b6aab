import { appPaths } from '../../../../common/ui/app-paths.js';
import type { AppShell } from '../../../../common/ui/app-shell.js';
import { ErrorSummary } from '../../../../common/ui/error-summary.js';
import { TextAreaField } from '../../../../common/ui/field.js';
import { PasswordConfirmation } from '../../../../common/ui/password-confirmation.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import type { ApplicationItem } from './api-keys.view.js';
import type { ChangeForm } from './application.view.js';
import { Description, NameAndLink, REDIRECT_URI_HINT } from './application-fields.js';

interface ChangeApplicationFormProps {
  readonly shell: AppShell;
  readonly application: ApplicationItem;
  readonly form: ChangeForm;
}

const idOf = (field: string): string => `change-${field}`;

export function ChangeApplicationForm({ shell, application, form }: ChangeApplicationFormProps) {
  const { values, errors } = form;
  return (
    <PostForm
      class="card"
      action={appPaths.changeApplication(application.id)}
      csrfToken={shell.csrfToken}
      labelledBy="change-title"
    >
      <div class="card-head">
        <h2 id="change-title">Change it</h2>
      </div>
      <div class="card-body grid-2">
        <ErrorSummary errors={errors} idOf={idOf} />
        <NameAndLink idOf={idOf} values={values} errors={errors} />
        <Description idOf={idOf} value={values.description} errors={errors} />
        <TextAreaField
          id={idOf('redirect_uris')}
          name="redirect_uris"
          label="Redirect URIs"
          hint={`One on each line. ${REDIRECT_URI_HINT} A new one makes everybody approve again.`}
          value={values.redirectUris}
          errors={errors}
          mono
          required
          span
        />
        <PasswordConfirmation
          id={idOf('password')}
          email={shell.user.email}
          errors={errors}
          hint="Needed when you change the redirect URIs."
          required={false}
        />
      </div>
      <div class="card-foot">
        <SubmitButton tone="primary">Save</SubmitButton>
        <a class="button button-quiet" href={appPaths.apiKeys}>
          Cancel
        </a>
      </div>
    </PostForm>
  );
}
