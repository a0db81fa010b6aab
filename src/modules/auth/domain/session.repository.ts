/** A device on which somebody is signed in, as its owner sees it. */
export interface SessionListing {
  id: string;
  createdAt: Date;
  lastSeenAt: Date;
  address: string;
  userAgent: string;
}

export abstract class SessionRepository {
  abstract list(userId: string): Promise<SessionListing[]>;
  /** Says whether there was such a session of that user. */
  abstract end(userId: string, id: string): Promise<boolean>;
  abstract endAllBut(userId: string, id: string | undefined): Promise<void>;
}
