import { ApplicationForm } from './views/api-keys.view.js';
import { ChangeForm } from './views/application.view.js';
import { type Form, textOf } from './page-forms.js';

export const EMPTY_APPLICATION_FORM: ApplicationForm['values'] = {
  name: '',
  link: '',
  redirectUri: '',
  description: '',
  confidential: true,
};

/** What was typed, for the form that is shown again. */
export const applicationFormValues = (form: Form): ApplicationForm['values'] => ({
  name: textOf(form, 'name'),
  link: textOf(form, 'link'),
  redirectUri: textOf(form, 'redirect_uri'),
  description: textOf(form, 'description'),
  confidential: textOf(form, 'confidential') !== 'false',
});

export const changeFormValues = (form: Form): ChangeForm['values'] => ({
  name: textOf(form, 'name'),
  link: textOf(form, 'link'),
  redirectUris: textOf(form, 'redirect_uris'),
  description: textOf(form, 'description'),
});
