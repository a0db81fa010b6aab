import { SigningKeys } from '../modules/oauth/index.js';
import { printLine } from '../process.js';
import { withApplication } from './installation.js';

export const rotateSigningKey = (): Promise<void> =>
  withApplication(async (app) => {
    await app.get(SigningKeys).rotate();
    printLine('A new key signs from now on. Tokens signed before stay valid.');
  });
