import { dictionary } from '@zxcvbn-ts/language-common';

/** As many of the commonest passwords that the other rules would let pass (OWASP ASVS 6.2.4). */
const HOW_MANY = 3_000;

export const commonPasswords = (leastCharacters: number): ReadonlySet<string> =>
  new Set(
    dictionary['passwords-common']
      .filter((it): it is string => typeof it === 'string' && it.length >= leastCharacters)
      .slice(0, HOW_MANY),
  );
