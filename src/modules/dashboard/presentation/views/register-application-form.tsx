import { appPaths } from '../../../../common/ui/app-paths.js';
import { type AppShell, nameOfActiveWorkspace } from '../../../../common/ui/app-shell.js';
import { Check } from '../../../../common/ui/choice.js';
import { ErrorSummary } from '../../../../common/ui/error-summary.js';
import { hasErrors, TextField } from '../../../../common/ui/field.js';
import { PasswordConfirmation } from '../../../../common/ui/password-confirmation.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import type { ApplicationForm } from './api-keys.view.js';
import { Description, NameAndLink, REDIRECT_URI_HINT } from './application-fields.js';
import { ReachOf } from './reach-words.js';

interface RegisterApplicationFormProps {
  readonly shell: AppShell;
  readonly form: ApplicationForm;
}

const idOf = (field: string): string => `register-${field}`;

export function RegisterApplicationForm({ shell, form: { values, errors } }: RegisterApplicationFormProps) {
  return (
    <PostForm
      class="card"
      id="register"
      action={appPaths.applications}
      csrfToken={shell.csrfToken}
      labelledBy="register-title"
    >
      <div class="card-head">
        <div>
          <h3 id="register-title">Register New OAuth App</h3>
          <p>
            It will reach data of <ReachOf workspace={nameOfActiveWorkspace(shell)} />. That can’t be changed later.
          </p>
        </div>
      </div>
      <div class="card-body grid-2">
        <ErrorSummary errors={errors} idOf={idOf} />
        <PasswordConfirmation
          id={idOf('password')}
          email={shell.user.email}
          errors={errors}
          autofocus={!hasErrors(errors)}
        />
        <NameAndLink idOf={idOf} values={values} errors={errors} />
        <TextField
          id={idOf('redirect_uri')}
          name="redirect_uri"
          label="Redirect URI"
          hint={REDIRECT_URI_HINT}
          value={values.redirectUri}
          errors={errors}
          mono
          required
          span
        />
        <Description idOf={idOf} value={values.description} errors={errors} />
        <TypeOfApplication confidential={values.confidential} />
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

function TypeOfApplication({ confidential }: { confidential: boolean }) {
  return (
    <fieldset class="span" id={idOf('confidential')}>
      <legend class="label">Type</legend>
      <Check
        type="radio"
        name="confidential"
        value="true"
        checked={confidential}
        hint="Gets a client secret. For web applications."
      >
        Runs on a server
      </Check>
      <Check
        type="radio"
        name="confidential"
        value="false"
        checked={!confidential}
        hint="Has no secret and must use PKCE. For mobile and desktop programs, and those that live in the browser."
      >
        Runs on people’s devices
      </Check>
    </fieldset>
  );
}
