import { appPaths } from '../../../../common/ui/app-paths.js';
import { Check } from '../../../../common/ui/choice.js';
import { ErrorSummary } from '../../../../common/ui/error-summary.js';
import { hasErrors } from '../../../../common/ui/field.js';
import { CancelLink, Modal } from '../../../../common/ui/modal.js';
import { PasswordConfirmation } from '../../../../common/ui/password-confirmation.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import type { ApplicationView, OverlapChoice, SecretForm } from './application.view.js';

interface NewSecretDialogProps {
  readonly view: ApplicationView;
  readonly form: SecretForm;
}

const CHOICES: readonly (readonly [OverlapChoice, words: string, hint: string])[] = [
  ['24', 'For 24 hours', 'Bring the new one to your server meanwhile.'],
  ['168', 'For 7 days', 'For servers that you can’t change at once.'],
  ['0', 'Not at all', 'When one has leaked. What still uses it gets 401.'],
];

const idOf = (field: string): string => `secret-${field}`;

export function NewSecretDialog({
  view: { application, shell },
  form: { overlapHours, errors },
}: NewSecretDialogProps) {
  const back = appPaths.application(application.id);
  return (
    <Modal id="new-secret" title={`New secret for ${application.name}`} back={back}>
      <PostForm action={appPaths.newSecret(application.id)} csrfToken={shell.csrfToken} labelledBy="new-secret-title">
        <div class="card-body stack">
          <ErrorSummary errors={errors} idOf={idOf} />
          <PasswordConfirmation
            id={idOf('password')}
            email={shell.user.email}
            errors={errors}
            autofocus={!hasErrors(errors)}
          />
          <fieldset>
            <legend class="label">How long the earlier ones go on working</legend>
            {CHOICES.map(([value, words, hint]) => (
              <Check
                key={value}
                type="radio"
                name="expire_previous_in_hours"
                value={value}
                checked={value === overlapHours}
                hint={hint}
              >
                {words}
              </Check>
            ))}
          </fieldset>
        </div>
        <div class="card-foot">
          <SubmitButton tone="primary" busy="Making it…">
            Make new secret
          </SubmitButton>
          <CancelLink href={back} />
        </div>
      </PostForm>
    </Modal>
  );
}
