import { createApp } from './app.js';
import { Configuration } from './config/configuration.js';
import { ensureDemoAccount } from './demo-account.js';
import { explain, explainListenError, printLine, stopOnSignals } from './process.js';
import { welcome } from './welcome.js';

try {
  const app = await createApp({ notify: printLine });
  stopOnSignals(app);
  const configuration = app.get(Configuration);
  const { port, host } = configuration.settings;
  await app.listen(port, host).catch(async (error: unknown) => {
    await app.close();
    throw explainListenError(error, port);
  });
  printLine(welcome(configuration, await ensureDemoAccount(app)));
} catch (error) {
  process.stderr.write(`${explain(error)}\n`);
  process.exit(1);
}
