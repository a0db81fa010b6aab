export const DOMAIN_STATUSES = ['pending', 'verified', 'failed'] as const;
export type DomainStatus = (typeof DOMAIN_STATUSES)[number];

/** What a look for the proof came to. `no_answer` of DNS says nothing about the host. */
export const CHECK_RESULTS = ['found', 'missing', 'no_answer', 'held_elsewhere'] as const;
export type CheckResult = (typeof CHECK_RESULTS)[number];

/** What is known about the proof of a domain. */
export interface Proof {
  status: DomainStatus;
  lastCheck: CheckResult | null;
  checkedAt: Date | null;
  /** It has not been there at any check since. */
  missingSince: Date | null;
  missedChecks: number;
  /** null: by request only. */
  nextCheckAt: Date | null;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** So long a new domain waits for its proof. */
const PATIENCE = 7 * DAY;
/** A proof is lost once it was missing at so many checks and for so long: a slip of the hand must not end links. */
const LOSS = { checks: 4, after: 3 * DAY };
/** What is lost is looked for so long, in case it comes back. */
const LONGEST_SEARCH = 30 * DAY;
const EVERY = { verified: DAY, verifiedButMissing: 6 * HOUR, failed: DAY, withoutAnswer: HOUR };

export const newProof = (now: Date): Proof => ({
  status: 'pending',
  lastCheck: null,
  checkedAt: null,
  missingSince: null,
  missedChecks: 0,
  nextCheckAt: later(now, waitWhilePending(0)),
});

/** Of a domain that was added at `createdAt`. */
export function proofAfter(before: Proof, createdAt: Date, result: CheckResult, now: Date): Proof {
  const missing = missingAfter(before, result, now);
  const status = statusAfter(before.status, missing, createdAt, result, now);
  const wait = waitOf(status, missing.missingSince, createdAt, now);
  const nextWait = result === 'no_answer' && wait !== null ? Math.min(wait, EVERY.withoutAnswer) : wait;
  const nextCheckAt = nextWait === null ? null : later(now, nextWait);
  return { ...missing, status, lastCheck: result, checkedAt: now, nextCheckAt };
}

type Missing = Pick<Proof, 'missingSince' | 'missedChecks'>;

function missingAfter({ missingSince, missedChecks }: Proof, result: CheckResult, now: Date): Missing {
  if (result === 'found') return { missingSince: null, missedChecks: 0 };
  if (result !== 'missing') return { missingSince, missedChecks };
  return { missingSince: missingSince ?? now, missedChecks: missedChecks + 1 };
}

function statusAfter(
  before: DomainStatus,
  { missingSince, missedChecks }: Missing,
  createdAt: Date,
  result: CheckResult,
  now: Date,
): DomainStatus {
  if (result === 'found') return 'verified';
  if (before === 'pending') return since(createdAt, now) < PATIENCE ? 'pending' : 'failed';
  const isLost = missingSince !== null && missedChecks >= LOSS.checks && since(missingSince, now) >= LOSS.after;
  return isLost ? 'failed' : before;
}

/** Milliseconds to the next check; null: none by schedule. */
function waitOf(status: DomainStatus, missingSince: Date | null, createdAt: Date, now: Date): number | null {
  switch (status) {
    case 'verified':
      return missingSince === null ? EVERY.verified : EVERY.verifiedButMissing;
    case 'pending':
      return waitWhilePending(since(createdAt, now));
    case 'failed':
      return since(missingSince ?? createdAt, now) < LONGEST_SEARCH ? EVERY.failed : null;
  }
}

/** Whoever has just set the record looks at once; whoever has not, may take days. */
function waitWhilePending(age: number): number {
  if (age < HOUR) return MINUTE;
  return age < DAY ? 10 * MINUTE : HOUR;
}

const since = (then: Date, now: Date): number => now.getTime() - then.getTime();
const later = (now: Date, milliseconds: number): Date => new Date(now.getTime() + milliseconds);
