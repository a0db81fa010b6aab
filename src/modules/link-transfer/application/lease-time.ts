const LEASE_MILLISECONDS = 30_000;

/** Far longer than a batch takes: then whoever held it is gone, and another may go on. */
export const leaseEnd = (now: Date): Date => new Date(now.getTime() + LEASE_MILLISECONDS);

/** Renewed in time, whatever else holds the worker up. */
export const isOld = (renewed: Date, now: Date): boolean => now.getTime() - renewed.getTime() > LEASE_MILLISECONDS / 3;
