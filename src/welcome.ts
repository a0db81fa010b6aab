import { appPaths } from './common/ui/app-paths.js';
import { Configuration } from './config/configuration.js';
import { PRODUCT } from './config/product.js';
import type { DemoAccount } from './demo-account.js';
import { DEMO_LINKS } from './demo-links.js';

type Line = readonly [label: string, text: string];

const LABEL_WIDTH = 12;

/** What somebody who has just started the server wants to know. A password is shown on a terminal only. */
export function welcome(
  configuration: Configuration,
  demo: DemoAccount | undefined,
  isTerminal = process.stdout.isTTY,
): string {
  const { publicUrl } = configuration;
  const lines: Line[] = [
    ['Sign in', `${publicUrl}${appPaths.login}`],
    ...(demo ? demoLines(demo, isTerminal) : [beginning(configuration)]),
    ['API', `${publicUrl}${appPaths.apiReference}`],
    nextCommand(configuration, demo),
  ];
  const block = lines.map(([label, text]) => `  ${label.padEnd(LABEL_WIDTH)}${text}`).join('\n');
  return `\nTrimlink ${PRODUCT.version} is ready at ${publicUrl}\n\n${block}\n`;
}

function demoLines({ email, password, passwordFile }: DemoAccount, isTerminal: boolean): Line[] {
  const place =
    password === undefined
      ? `the one you chose; a new one: npm run cli -- reset-password --email ${email}`
      : isTerminal
        ? `${password}  (kept in ${passwordFile})`
        : `in ${passwordFile}`;
  return [
    ['E-mail', email],
    ['Password', place],
  ];
}

const beginning = ({ registrationOpen, publicUrl }: Configuration): Line =>
  registrationOpen
    ? ['Register', `${publicUrl}${appPaths.register}`]
    : ['First owner', 'npm run cli -- create-owner --help'];

/** The curl works where the links' host is this server's own; another one need not be in the DNS yet. */
function nextCommand(configuration: Configuration, demo: DemoAccount | undefined): Line {
  const { defaultDomain, publicHost } = configuration;
  if (!demo || defaultDomain !== publicHost) return ['Try next', 'npm run cli -- --help'];
  return ['Try next', `curl -i ${configuration.shortUrl(defaultDomain, DEMO_LINKS[0].slug)}`];
}
