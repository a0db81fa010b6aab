/** What kind of place a visitor has come from. */
export const CHANNELS = [
  'direct',
  'search',
  'social',
  'messaging',
  'email',
  'ai',
  'video',
  'paid',
  'referral',
  'other',
] as const;
export type Channel = (typeof CHANNELS)[number];
