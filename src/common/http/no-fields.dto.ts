/** For routes that take nothing: a field in their body is a mistake, and is answered like any unknown field. */
// eslint-disable-next-line @typescript-eslint/no-extraneous-class -- validation reads its rules from a class, and there are none
export class NoFieldsDto {}
