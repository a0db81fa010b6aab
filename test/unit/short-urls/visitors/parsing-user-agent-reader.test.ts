import { describe, expect, test } from '@jest/globals';
import { ParsingUserAgentReader } from '../../../../src/modules/short-urls/infrastructure/parsing-user-agent-reader.js';
import { USER_AGENTS } from './user-agents.js';

const reader = new ParsingUserAgentReader();

describe('a user agent', () => {
  test.each(USER_AGENTS)('%s, %s, %s: %s', (device, os, browser, userAgent) => {
    expect(reader.read(userAgent)).toEqual({ device, os, browser });
    expect(reader.read(userAgent)).toEqual({ device, os, browser });
  });

  test('of an iPad that asks for the pages of desktops is a Mac’s to the letter, so that nobody can tell them apart', () => {
    const asMac =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
    expect(reader.read(asMac)).toEqual({ device: 'desktop', os: 'macOS', browser: 'Safari' });
  });

  test('that holds nothing but spaces is a bot’s', () => {
    expect(reader.read(' \t ').device).toBe('bot');
  });

  test('is told by its beginning, and no length of it takes long', () => {
    const [, , , chrome] = USER_AGENTS[0]!;
    expect(reader.read(chrome + ' x'.repeat(8000))).toEqual(reader.read(chrome));
    const started = performance.now();
    for (const text of ['a', ' ', '(', 'Mozilla/5.0 ', 'android ', '; ', '/1.1', 'tab-', '\u00e9']) {
      reader.read(text.repeat(16_000));
    }
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
