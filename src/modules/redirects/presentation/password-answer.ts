import { FailedCheck } from '../application/link-passwords.js';

interface PasswordAnswer {
  status: number;
  headers: Record<string, string>;
  /** What the page says about the password that was tried. */
  problem?: string;
}

/** undefined: none has been tried yet. */
export function passwordAnswer(check: FailedCheck | undefined, now: Date): PasswordAnswer {
  if (!check) return { status: 200, headers: {} };
  if (check.answer === 'wrong') {
    return { status: 422, headers: {}, problem: `That is not it. ${triesLeft(check.triesLeft)}` };
  }
  const seconds = Math.max(1, Math.ceil((check.retryAt.getTime() - now.getTime()) / 1000));
  const minutes = Math.ceil(seconds / 60);
  return {
    status: 429,
    headers: { 'Retry-After': String(seconds) },
    problem: `That was tried too often. Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`,
  };
}

const triesLeft = (tries: number): string => {
  if (tries <= 0) return 'You have no tries left for now.';
  return tries === 1 ? 'You have one try left for now.' : `You have ${tries} tries left for now.`;
};
