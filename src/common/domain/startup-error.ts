/** A start that cannot go on. The message is one line for the person at the terminal; it never quotes a value. */
export class StartupError extends Error {
  override readonly name = 'StartupError';
}
