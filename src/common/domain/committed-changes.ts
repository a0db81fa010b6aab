/**
 * What the database announces at the commit that changes it, to every instance:
 * - `access_changed`: everything that decides what a credential may do (the credential itself, its grant, application, user,
 *   member, groups, workspaces and organization), by its id
 * - `link_changed`: everything that decides where a visit goes, as the migration "clicks and link changes" has it
 * - `clicks_kept`: a batch of clicks, by its number
 */
export const CHANGE_CHANNELS = ['access_changed', 'link_changed', 'clicks_kept'] as const;
export type ChangeChannel = (typeof CHANGE_CHANNELS)[number];

/** News of changes that instances remember something of. */
export abstract class CommittedChanges {
  /** false: the connection is lost, so that nothing may be remembered. */
  abstract readonly isHeard: boolean;

  /** Calls `listener` with what has changed; with undefined when anything may have, unheard. */
  abstract onChange(channel: ChangeChannel, listener: (subject: string | undefined) => void): void;

  /** Resolves when all that was committed before has been heard here. To be awaited before a revocation is answered. */
  abstract settled(): Promise<void>;
}
