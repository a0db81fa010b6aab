import { ValidateIf } from 'class-validator';

/** It may be left out of the body, but is never null: there is nothing that clearing it could mean. */
export const IfGiven = () => ValidateIf((_, value: unknown) => value !== undefined);
