import { existsSync } from 'node:fs';
import { test } from '@jest/globals';
import { type Browser, chromium } from 'playwright-core';

const PLACES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The machine's own Chromium (Debian: `apt-get install chromium`); nothing is downloaded. */
export const chromiumPath = (): string | undefined => PLACES.find((path) => existsSync(path));

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(...moreFlags: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), args: [...FLAGS, ...moreFlags] });
}

/** Declares a file's browser tests; where Chromium is missing, one line says so and one test passes. */
export function describeInChromium(declare: () => void): void {
  if (chromiumPath() !== undefined) {
    declare();
    return;
  }
  test('Chromium is missing here, so that the browser tests do not run', () => {
    process.stdout.write(
      'No Chromium on this machine: the browser tests do not run (Debian: apt-get install chromium)\n',
    );
  });
}
