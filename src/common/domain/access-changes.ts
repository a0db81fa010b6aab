/**
 * News of everything that decides what a credential may do: the credential itself, its grant, application, user, member,
 * groups, workspaces and organization. It goes out at the commit that changes one, to every instance.
 */
export abstract class AccessChanges {
  /** false: the connection is lost, so that nothing may be remembered. */
  abstract readonly isHeard: boolean;

  /** Calls `listener` with the id of what has changed; with undefined when anything may have, unheard. */
  abstract onChange(listener: (subjectId: string | undefined) => void): void;

  /** Resolves when all that was committed before has been heard here. To be awaited before a revocation is answered. */
  abstract settled(): Promise<void>;
}
