/** Which back-halves there may be, and how one is made where none is asked for. A port: replace it to have your own. */
export abstract class SlugPolicy {
  /** A new one that nobody can guess. It is asked again when the one it gave is taken. */
  abstract generate(): string;

  /** The slug in the form in which it is kept. @throws ValidationError on `slug` */
  abstract accept(text: string): string;
}
