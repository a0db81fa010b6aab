/** How many attempts pass in a window before the next is refused. The one home of the throttles besides the plans. */
export interface AttemptRule {
  name: string;
  limit: number;
  windowSeconds: number;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;

export const ATTEMPT_RULES = {
  /** Failed sign-ins and failed password confirmations. */
  passwordPerAccountAndAddress: { name: 'password:account+address', limit: 10, windowSeconds: 15 * MINUTE },
  passwordPerAddress: { name: 'password:address', limit: 100, windowSeconds: 15 * MINUTE },
  passwordPerAccount: { name: 'password:account', limit: 200, windowSeconds: HOUR },
  /** Failed client authentication at the token, revocation and introspection endpoints. */
  clientPerClientAndAddress: { name: 'client:client+address', limit: 30, windowSeconds: MINUTE },
  clientPerAddress: { name: 'client:address', limit: 100, windowSeconds: MINUTE },
  /** Wrong passwords of protected links. */
  linkPasswordPerLinkAndAddress: { name: 'link-password:link+address', limit: 10, windowSeconds: 10 * MINUTE },
  linkPasswordPerLink: { name: 'link-password:link', limit: 500, windowSeconds: HOUR },
  /** Every registration, since it must tell whether an e-mail is taken. */
  registrationPerAddress: { name: 'registration:address', limit: 60, windowSeconds: HOUR },
} as const satisfies Record<string, AttemptRule>;
