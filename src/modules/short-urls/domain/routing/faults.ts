import { FieldErrors, ValidationError } from '../../../../common/domain/errors.js';

/** Everything that is wrong with one input, by its place. */
export class Faults {
  private readonly errors: FieldErrors = {};

  /** `words` go on a sentence that begins with the place. */
  add(place: string, words: string): void {
    (this.errors[place] ??= []).push(`${place} ${words}`);
  }

  /** @param unknown what is left of an object without its known fields */
  addUnknownFields(unknown: Record<string, unknown>, place: string): void {
    for (const field of Object.keys(unknown)) this.add(`${place}.${field}`, 'is not a known field.');
  }

  addAll({ errors }: ValidationError): void {
    for (const [place, messages] of Object.entries(errors)) (this.errors[place] ??= []).push(...messages);
  }

  get any(): boolean {
    return Object.keys(this.errors).length > 0;
  }

  /** @throws ValidationError */
  throwAny(): void {
    if (this.any) throw new ValidationError(this.errors);
  }
}
