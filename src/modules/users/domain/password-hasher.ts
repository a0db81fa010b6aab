/** How passwords are kept. A port, so that a host application can bring its own algorithm. */
export abstract class PasswordHasher {
  abstract hash(password: string): Promise<string>;
  abstract matches(password: string, hash: string): Promise<boolean>;
}
