import { AuthService } from '../modules/auth/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';
import { readPassword } from './password-input.js';

export async function resetPassword(email: string): Promise<void> {
  const password = await readPassword();
  await withApplication(async (app) => {
    await app.get(AuthService).resetPassword(email, password);
    printLine(`The password of ${email} is changed, and their sessions have ended.`);
  });
}
