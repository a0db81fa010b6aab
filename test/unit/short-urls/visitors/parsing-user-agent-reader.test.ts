import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BOT_KINDS } from '../../../../src/modules/short-urls/index.js';
import { ParsingUserAgentReader } from '../../../../src/modules/short-urls/infrastructure/parsing-user-agent-reader.js';
import { BOTS, PEOPLE } from './agents.js';
import { USER_AGENTS } from './user-agents.js';

const reader = new ParsingUserAgentReader();

describe('a user agent', () => {
  test.each(USER_AGENTS)('%s, %s, %s: %s', (device, os, browser, userAgent) => {
    const read = reader.read(userAgent);
    expect(read).toEqual({ device, os, browser, botKind: device === 'bot' ? expect.any(String) : null });
    expect(reader.read(userAgent)).toEqual(read);
  });

  test('of an iPad that asks for the pages of desktops is a Mac’s to the letter, so that nobody can tell them apart', () => {
    const asMac =
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Safari/605.1.15';
    expect(reader.read(asMac)).toEqual({ device: 'desktop', os: 'macOS', browser: 'Safari', botKind: null });
  });

  test.each(PEOPLE)('of a person on $device, $os, $browser: $userAgent', ({ device, os, browser, userAgent }) => {
    const read = reader.read(userAgent);
    const seen = { ...read, browser: browser === '*' ? '*' : read.browser };
    expect(seen).toEqual({ device, os, browser, botKind: null });
  });

  test.each(BOTS)('of a bot, $botKind: $userAgent', ({ botKind, userAgent }) => {
    expect(reader.read(userAgent)).toMatchObject({ device: 'bot', botKind });
  });

  test('whatever it is, is read, and a bot’s exactly where there is a kind of it', () => {
    const pieces = fc.constantFrom(...[...PEOPLE, ...BOTS].flatMap(({ userAgent }) => userAgent.split(/(?<=[ ;()])/)));
    const any = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 600 }),
      fc.array(pieces).map((them) => them.join('')),
    );
    fc.assert(
      fc.property(any, (text) => {
        const { device, botKind } = reader.read(text);
        expect(device === 'bot').toBe(botKind !== null);
        expect([null, ...BOT_KINDS]).toContain(botKind);
      }),
    );
  });

  test('that holds nothing but spaces is a bot’s', () => {
    expect(reader.read(' \t ')).toMatchObject({ device: 'bot', botKind: 'other' });
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
