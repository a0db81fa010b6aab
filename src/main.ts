import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from './app.js';
import { Configuration } from './config/configuration.js';
import { ensureDemoAccount } from './demo-account.js';
import { explain, listen, printLine, stopOnSignals } from './process.js';
import { welcome } from './welcome.js';

const starting = createApp({ notify: printLine });
const stopping = stopOnSignals(starting);

try {
  const app = await starting;
  if (!stopping.aborted) await serve(app);
} catch (error) {
  // Work that a stop has cut off is no failure.
  if (!stopping.aborted) {
    process.stderr.write(`${explain(error)}\n`);
    process.exit(1);
  }
}

async function serve(app: NestExpressApplication): Promise<void> {
  try {
    const demo = await ensureDemoAccount(app);
    await listen(app);
    printLine(welcome(app.get(Configuration), demo));
  } catch (error) {
    if (!stopping.aborted) await app.close();
    throw error;
  }
}
