import type { NestExpressApplication } from '@nestjs/platform-express';
import { type AppOptions, createApp } from './app.js';
import { Configuration } from './config/configuration.js';
import { ensureDemoAccount } from './demo-account.js';
import { explain, listen, printLine, stopOnSignals } from './process.js';
import { welcome } from './welcome.js';

/**
 * The whole program: creates the application, listens on `HOST` and `PORT`, says where it is, and stops cleanly, the
 * embedded database included, on Ctrl-C and SIGTERM. What keeps it from starting is one line, and exit status 1.
 *
 * @example
 * import { serve } from 'trimlink';
 *
 * await serve({ extensions: { modules: [LabelsModule] } });
 */
export async function serve(options: Omit<AppOptions, 'notify'> = {}): Promise<void> {
  const starting = createApp({ ...options, notify: printLine });
  const stopping = stopOnSignals(starting);
  try {
    const app = await starting;
    if (!stopping.aborted) await open(app, stopping);
  } catch (error) {
    // Work that a stop has cut off is no failure.
    if (stopping.aborted) return;
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

async function open(app: NestExpressApplication, stopping: AbortSignal): Promise<void> {
  try {
    const demo = await ensureDemoAccount(app);
    await listen(app);
    printLine(welcome(app.get(Configuration), demo));
  } catch (error) {
    if (!stopping.aborted) await app.close();
    throw error;
  }
}
