import { Channel } from './channel.js';

/** Words with white space between them. */
export type WordsByChannel = Readonly<Partial<Record<Channel, string>>>;

export const byWord = (words: WordsByChannel): ReadonlyMap<string, Channel> =>
  new Map(
    Object.entries(words).flatMap(([channel, text]) =>
      text
        .trim()
        .split(/\s+/)
        .map((word) => [word, channel as Channel] as const),
    ),
  );
