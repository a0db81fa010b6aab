import type { AppShell } from '../../../../common/ui/app-shell.js';
import type { FieldErrors } from '../../../../common/ui/field.js';
import type { ApplicationItem } from './api-keys.view.js';

/** What API Keys → one application shows. */
export interface ApplicationView {
  readonly shell: AppShell;
  /** As it is stored; what is being typed stands in the form. */
  readonly application: ApplicationItem;
  readonly form: ChangeForm;
  /** The question before deleting it is open. */
  readonly isDeleting?: boolean;
  readonly notice?: string;
}

export interface ChangeForm {
  readonly values: {
    readonly name: string;
    readonly link: string;
    /** One on each line. */
    readonly redirectUris: string;
    readonly description: string;
  };
  readonly errors: FieldErrors;
}
