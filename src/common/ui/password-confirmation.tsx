import { type FieldErrors, TextField } from './field.js';

interface PasswordConfirmationProps {
  readonly id: string;
  readonly email: string;
  readonly errors: FieldErrors;
  readonly hint?: string;
  readonly required?: boolean;
  readonly autofocus?: boolean;
}

/** The account's password, typed again; the hidden e-mail tells password managers whose it is. */
export function PasswordConfirmation(props: PasswordConfirmationProps) {
  const { id, email, errors, autofocus, required = true } = props;
  return (
    <>
      <input type="email" autocomplete="username" value={email} hidden readonly />
      <TextField
        id={id}
        name="password"
        label="Password"
        hint={props.hint ?? 'Your account password, to confirm that it is you.'}
        type="password"
        autocomplete="current-password"
        errors={errors}
        required={required}
        optional={!required}
        autofocus={autofocus}
        span
      />
    </>
  );
}
