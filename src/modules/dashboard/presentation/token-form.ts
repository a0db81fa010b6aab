import { ALL_SCOPES, GrantedScope, isScope, ScopeSet } from '../../../common/domain/access/scope.js';
import { FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { TokenOrder } from '../../tokens/index.js';
import { type Form, listOf, textOf } from './page-forms.js';
import { EXPIRY_CHOICES, ExpiryChoice, TokenForm } from './views/api-keys.view.js';

type Values = TokenForm['values'];

export const EMPTY_TOKEN_FORM: Values = {
  name: '',
  expiresInDays: '365',
  expiresOn: '',
  scopeChoice: 'all',
  scopes: [],
};

/** What was typed, for the form that is shown again. */
export const tokenFormValues = (form: Form): Values => ({
  name: textOf(form, 'name'),
  expiresInDays: isExpiryChoice(textOf(form, 'expires_in_days')) ?? EMPTY_TOKEN_FORM.expiresInDays,
  expiresOn: textOf(form, 'expires_on'),
  scopeChoice: textOf(form, 'scope_choice') === 'some' ? 'some' : 'all',
  scopes: listOf(form, 'scopes').filter(isScope),
});

/** The form asks for a date where the API asks for a time. */
export const tokenFormErrors = ({ expires_at: date, ...others }: FieldErrors): FieldErrors =>
  date ? { ...others, expires_on: date } : others;

/** @throws ValidationError by the form's fields. */
export function tokenOrder(form: Form, now: Date): TokenOrder {
  const values = tokenFormValues(form);
  if (values.name.length > MOST_NAME_CHARACTERS) {
    throw ValidationError.on('name', `Use ${MOST_NAME_CHARACTERS} characters or fewer.`);
  }
  return { name: values.name, scopes: scopesOf(values), ...expiryOf(values, now) };
}

function scopesOf({ scopeChoice, scopes }: Values): ScopeSet {
  const chosen: readonly GrantedScope[] = scopeChoice === 'all' ? [ALL_SCOPES] : scopes;
  if (chosen.length === 0) throw ValidationError.on('scopes', 'Tick at least one.');
  return ScopeSet.of(chosen);
}

/** A date means the present time of day on it, so that the 365th day is still allowed. */
function expiryOf({ expiresInDays, expiresOn }: Values, now: Date): Pick<TokenOrder, 'expiresInDays' | 'expiresAt'> {
  if (expiresInDays !== 'date') return { expiresInDays: Number(expiresInDays) };
  const expiresAt = new Date(`${expiresOn}${now.toISOString().slice(10)}`);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(expiresOn) || Number.isNaN(expiresAt.getTime())) {
    throw ValidationError.on('expires_on', 'Choose a date.');
  }
  return { expiresAt };
}

const isExpiryChoice = (text: string): ExpiryChoice | undefined => EXPIRY_CHOICES.find((choice) => choice === text);
