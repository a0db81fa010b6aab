import { USUAL_OVERLAP_HOURS } from '../../oauth-clients/index.js';
import { type Form, textOf } from './page-forms.js';
import { OVERLAP_CHOICES, OverlapChoice } from './views/application.view.js';

export const USUAL_OVERLAP = `${USUAL_OVERLAP_HOURS}` as const satisfies OverlapChoice;

export const overlapOf = (form: Form): OverlapChoice =>
  OVERLAP_CHOICES.find((choice) => choice === textOf(form, 'expire_previous_in_hours')) ?? USUAL_OVERLAP;
