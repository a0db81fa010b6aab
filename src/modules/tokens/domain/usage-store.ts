export interface Usage {
  /** An API token, or the application that an access token was issued to. */
  subjectId: string;
  requests: number;
  lastUsedAt: Date;
  address: string | null;
}

export abstract class UsageStore {
  /** Adds to what is stored for the day of each use. */
  abstract add(usages: readonly Usage[]): Promise<void>;
}
