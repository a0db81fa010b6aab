/** Carries the page that asked for a sign-in on to the next form. */
export const withReturn = (path: string, returnTo: string | undefined): string =>
  returnTo === undefined ? path : `${path}?return_to=${encodeURIComponent(returnTo)}`;
