import { type FieldErrors, TextAreaField, TextField } from '../../../../common/ui/field.js';

interface ApplicationFieldsProps {
  readonly idOf: (field: string) => string;
  readonly values: { readonly name: string; readonly link: string };
  readonly errors: FieldErrors;
}

/** What people read about an application; the same when it is registered and when it is changed. */
export function NameAndLink({ idOf, values, errors }: ApplicationFieldsProps) {
  return (
    <>
      <TextField
        id={idOf('name')}
        name="name"
        label="Application Name"
        hint="People read it where they approve."
        value={values.name}
        errors={errors}
        maxlength={120}
        required
      />
      <TextField
        id={idOf('link')}
        name="link"
        label="Application Link"
        hint="Its home page."
        type="url"
        value={values.link}
        errors={errors}
        required
      />
    </>
  );
}

interface DescriptionProps {
  readonly idOf: (field: string) => string;
  readonly value: string;
  readonly errors: FieldErrors;
}

export function Description({ idOf, value, errors }: DescriptionProps) {
  return (
    <TextAreaField
      id={idOf('description')}
      name="description"
      label="Application Description"
      hint="What it needs access for, in a sentence or two."
      value={value}
      errors={errors}
      required
      span
    />
  );
}

export const REDIRECT_URI_HINT =
  'Exactly as your application sends it, character for character. https only; http is for localhost.';
