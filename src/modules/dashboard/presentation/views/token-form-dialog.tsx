import { ALL_SCOPES } from '../../../../common/domain/access/scope.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { type AppShell, nameOfActiveWorkspace } from '../../../../common/ui/app-shell.js';
import { Check } from '../../../../common/ui/choice.js';
import { ErrorSummary } from '../../../../common/ui/error-summary.js';
import { FieldError, hasErrors, SelectField, TextField } from '../../../../common/ui/field.js';
import { CancelLink, Modal } from '../../../../common/ui/modal.js';
import { PasswordConfirmation } from '../../../../common/ui/password-confirmation.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import { SCOPE_WORDS } from '../../../../common/ui/scope-words.js';
import type { TokenForm } from './api-keys.view.js';
import { ReachOf } from './reach-words.js';

interface TokenFormDialogProps {
  readonly shell: AppShell;
  readonly now: Date;
  readonly form: TokenForm;
}

export function TokenFormDialog({ shell, now, form }: TokenFormDialogProps) {
  const { values, errors } = form;
  return (
    <Modal
      id="new-token"
      title="Generate Token"
      text={
        <>
          It will reach <ReachOf workspace={nameOfActiveWorkspace(shell)} />, as long as it lives.
        </>
      }
      back={appPaths.apiKeys}
    >
      <PostForm action={appPaths.tokens} csrfToken={shell.csrfToken} labelledBy="new-token-title">
        <div class="card-body stack">
          <ErrorSummary errors={errors} idOf={idOf} />
          <PasswordConfirmation
            id={idOf('password')}
            email={shell.user.email}
            errors={errors}
            autofocus={!hasErrors(errors)}
          />
          <TextField
            id={idOf('name')}
            name="name"
            label="Name"
            hint="Where it will be used, so that you know it again."
            value={values.name}
            errors={errors}
            maxlength={120}
            optional
          />
          <Expiry now={now} form={form} />
          <Scopes form={form} />
        </div>
        <div class="card-foot">
          <SubmitButton tone="primary" busy="Generating…">
            Generate Token
          </SubmitButton>
          <CancelLink href={appPaths.apiKeys} />
        </div>
      </PostForm>
    </Modal>
  );
}

const idOf = (field: string): string => `token-${field}`;

function Expiry({ now, form: { values, errors } }: Pick<TokenFormDialogProps, 'now' | 'form'>) {
  return (
    <div class="grid-2 expiry">
      <SelectField
        id={idOf('expires_in_days')}
        name="expires_in_days"
        label="Token expiry time"
        value={values.expiresInDays}
        options={[
          ['30', '30 days'],
          ['90', '90 days'],
          ['365', '365 days (the longest)'],
          ['date', 'On a date…'],
        ]}
        errors={errors}
      />
      <div class="expiry-date">
        <TextField
          id={idOf('expires_on')}
          name="expires_on"
          label="Date"
          type="date"
          value={values.expiresOn}
          min={dayOf(now, 1)}
          max={dayOf(now, 365)}
          errors={errors}
        />
      </div>
    </div>
  );
}

const dayOf = (now: Date, days: number): string =>
  new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

function Scopes({ form: { values, offeredScopes, errors } }: Pick<TokenFormDialogProps, 'form'>) {
  const error = errors.scopes?.[0];
  return (
    <fieldset class="scopes" id={idOf('scopes')} aria-describedby={error && idOf('scopes-error')}>
      <legend class="label">What it may do</legend>
      <Check type="radio" name="scope_choice" value="all" checked={values.scopeChoice === 'all'}>
        {SCOPE_WORDS[ALL_SCOPES].words} <code class="tag">{ALL_SCOPES}</code>
      </Check>
      <Check
        type="radio"
        name="scope_choice"
        value="some"
        checked={values.scopeChoice === 'some'}
        hint="Less is safer. Nothing can be added later."
      >
        Only what you tick
      </Check>
      <div class="grid-2 scope-list">
        {offeredScopes.map((scope) => (
          <Check key={scope} type="checkbox" name="scopes" value={scope} checked={values.scopes.includes(scope)}>
            {SCOPE_WORDS[scope].words}
          </Check>
        ))}
      </div>
      {error !== undefined && <FieldError id={idOf('scopes-error')}>{error}</FieldError>}
    </fieldset>
  );
}
