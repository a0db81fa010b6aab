import type { ComponentChildren, JSX } from 'preact';
import type { FieldErrors } from '../domain/errors.js';
import { Icon } from './icon.js';

export type { FieldErrors } from '../domain/errors.js';

export const hasErrors = (errors: FieldErrors): boolean => Object.keys(errors).length > 0;

/** What ties a control to its hint and its error. */
interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly 'aria-invalid'?: true;
  readonly 'aria-describedby'?: string;
}

interface FieldProps {
  readonly id: string;
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly errors: FieldErrors;
  /** The id of a text elsewhere that says what is wrong with it. */
  readonly problem?: string;
  readonly optional?: boolean;
  readonly span?: boolean;
  readonly control: (attributes: ControlAttributes) => JSX.Element;
}

/** Label, hint, control, error: in that order on every form. */
export function Field({ id, name, label, hint, errors, problem, optional, span, control }: FieldProps) {
  const error = errors[name]?.[0];
  const describedBy = [hint !== undefined && `${id}-hint`, error && `${id}-error`, problem].filter(Boolean).join(' ');
  return (
    <div class={span ? 'field span' : 'field'}>
      <label for={id}>
        {label}
        {optional && <span class="optional"> optional</span>}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {control({
        id,
        name,
        ...((error ?? problem) && { 'aria-invalid': true }),
        ...(describedBy && { 'aria-describedby': describedBy }),
      })}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  );
}

export function FieldError({ id, children }: { id: string; children: string }) {
  return (
    <p class="error" id={id}>
      <Icon name="alert-circle" />
      {children}
    </p>
  );
}

type Wiring = Omit<FieldProps, 'control'>;

/** Splits a field's own properties from those that go to its control as they are. */
function split<P extends Wiring>(props: P): [Wiring, Omit<P, keyof Wiring>] {
  const { id, name, label, hint, errors, problem, optional, span, ...rest } = props;
  return [{ id, name, label, hint, errors, problem, optional, span }, rest];
}

interface TextFieldProps extends Wiring {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'date';
  readonly value?: string;
  readonly autocomplete?: string;
  readonly required?: boolean;
  readonly autofocus?: boolean;
  readonly maxlength?: number;
  readonly min?: string;
  readonly max?: string;
  readonly mono?: boolean;
}

export function TextField(props: TextFieldProps) {
  const [wiring, { mono, type = 'text', ...rest }] = split(props);
  // Preact's types tie an input's `role` to one literal `type`; no role is set here, so that any of them will do.
  const attributesOfOwn = { class: mono ? 'input mono' : 'input', type: type as 'text', ...rest };
  return <Field {...wiring} control={(attributes) => <input {...attributesOfOwn} {...attributes} />} />;
}

interface TextAreaFieldProps extends Wiring {
  readonly value: string;
  readonly required?: boolean;
  readonly maxlength?: number;
  readonly mono?: boolean;
}

export function TextAreaField(props: TextAreaFieldProps) {
  const [wiring, { mono, value, ...rest }] = split(props);
  return (
    <Field
      {...wiring}
      control={(attributes) => (
        <textarea class={mono ? 'input mono' : 'input'} {...attributes} {...rest}>
          {value}
        </textarea>
      )}
    />
  );
}

interface SelectFieldProps extends Wiring {
  readonly value: string;
  readonly options: readonly (readonly [value: string, label: string])[];
}

export function SelectField(props: SelectFieldProps) {
  const [wiring, { value, options }] = split(props);
  return (
    <Field
      {...wiring}
      control={(attributes) => (
        <select class="input" {...attributes}>
          {options.map(([option, label]) => (
            <option key={option} value={option} selected={option === value}>
              {label}
            </option>
          ))}
        </select>
      )}
    />
  );
}
