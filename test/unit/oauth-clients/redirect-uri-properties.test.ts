import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { RedirectUri } from '../../../src/modules/oauth-clients/domain/redirect-uri.js';

const SEGMENT = fc.stringMatching(/^[A-Za-z0-9_~-]{1,6}$/);
const PATH = fc.array(SEGMENT, { maxLength: 3 }).map((segments) => `/${segments.join('/')}`);
const QUERY = fc.option(fc.stringMatching(/^\?[a-z]=[A-Za-z0-9]{0,4}$/), { nil: '' });
const PORT = fc.integer({ min: 1024, max: 65_535 }).map((port) => `:${port}`);
const ANY_PORT = fc.option(PORT, { nil: '' });
const LOOPBACK_IP = fc.constantFrom('http://127.0.0.1', 'http://[::1]');

const joined = (...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

/** Everything that can be registered but for a loopback IP. */
const FIXED = fc
  .oneof(
    joined(fc.constant('https://'), fc.domain(), ANY_PORT, PATH, QUERY),
    joined(fc.constant('http://localhost'), ANY_PORT, PATH, QUERY),
    joined(fc.constant('com.example.app:'), PATH, QUERY),
  )
  .filter((text) => RedirectUri.faultOf(text, { confidential: false }) === undefined);

const LOOPBACK = joined(LOOPBACK_IP, ANY_PORT, PATH, QUERY);
const ANY = fc.oneof(FIXED, LOOPBACK);

const CHARACTER = fc.oneof(
  fc.constantFrom(...Array.from('/:?#@%.\\ \t\n\0*&=;+[]'), 'а', '。', '\u202e'),
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
);

/** One character put in, left out or put in the place of another, at `at` (0 to 1) of the way. */
const EDIT = fc.record({
  kind: fc.constantFrom('insert', 'remove', 'replace'),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  character: CHARACTER,
});

function edited(text: string, { kind, at, character }: { kind: string; at: number; character: string }): string {
  const index = Math.floor(at * (kind === 'insert' ? text.length : text.length - 1));
  const rest = text.slice(kind === 'insert' ? index : index + 1);
  return text.slice(0, index) + (kind === 'remove' ? '' : character) + rest;
}

const INDEX = fc.nat({ max: 10_000 });
const indexOf = (text: string, nat: number): number => nat % text.length;

const matches = (registered: string, requested: string): boolean => RedirectUri.of(registered).matches(requested);

/** `requested` is another text, and is refused. */
function expectRefused(registered: string, requested: string): void {
  fc.pre(requested !== registered);
  expect([registered, requested, matches(registered, requested)]).toEqual([registered, requested, false]);
}

describe('OA-01 whatever is registered', () => {
  test('is matched by itself', () => {
    fc.assert(
      fc.property(ANY, (registered) => {
        expect(matches(registered, registered)).toBe(true);
      }),
    );
  });

  test('is matched by nothing that one changed character makes of it', () => {
    fc.assert(
      fc.property(FIXED, EDIT, (registered, edit) => {
        expectRefused(registered, edited(registered, edit));
      }),
      { numRuns: 1000 },
    );
  });

  test('is matched by nothing in other letters’ case', () => {
    fc.assert(
      fc.property(ANY, INDEX, (registered, nat) => {
        const at = indexOf(registered, nat);
        const letter = registered.charAt(at);
        const other = letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase();
        expectRefused(registered, registered.slice(0, at) + other + registered.slice(at + 1));
      }),
      { numRuns: 500 },
    );
  });

  test('is matched by nothing with a character percent-encoded', () => {
    fc.assert(
      fc.property(ANY, INDEX, fc.boolean(), (registered, nat, upper) => {
        const at = indexOf(registered, nat);
        const code = registered.charCodeAt(at).toString(16);
        const encoded = `%${upper ? code.toUpperCase() : code}`;
        expectRefused(registered, registered.slice(0, at) + encoded + registered.slice(at + 1));
      }),
      { numRuns: 500 },
    );
  });

  test('is matched by nothing with a dot segment, though a browser would drop it', () => {
    const DOTS = fc.constantFrom('/.', '/x/..', '/%2e', '/x/%2E%2e', '/', '\\..');
    fc.assert(
      fc.property(ANY, DOTS, INDEX, (registered, dots, nat) => {
        const slashes = [...registered.matchAll(/\//g)].map(({ index }) => index);
        const at = slashes[nat % slashes.length] ?? 0;
        expectRefused(registered, registered.slice(0, at) + dots + registered.slice(at));
      }),
    );
  });

  test('is matched by nothing with a user name before its host or another host behind it', () => {
    const USER = fc.constantFrom('user@', 'user:secret@', '@', ':@', 'evil.example@');
    fc.assert(
      fc.property(ANY, USER, (registered, user) => {
        expectRefused(registered, registered.replace('//', `//${user}`));
        expectRefused(registered, registered.replace(/(?<=\/\/[^/?]+)/, `@evil.example`));
        expectRefused(registered, registered.replace(/(?<=\/\/[^/?:]+)/, `.evil.example`));
      }),
    );
  });

  test('is matched by nothing that goes on behind it', () => {
    fc.assert(
      fc.property(ANY, fc.string({ minLength: 1 }), (registered, tail) => {
        fc.pre(!/^\d/.test(tail));
        expectRefused(registered, registered + tail);
        expectRefused(registered, tail + registered);
      }),
    );
  });
});

describe('OA-01 the port of a loopback IP', () => {
  const isPort = (port: number): boolean => port >= 1 && port <= 65_535;

  test('may be any that there is, or none', () => {
    const NUMBER = fc.oneof(fc.integer({ min: 0, max: 99_999 }), fc.constantFrom(0, 1, 65_535, 65_536));
    fc.assert(
      fc.property(LOOPBACK_IP, ANY_PORT, NUMBER, PATH, QUERY, (host, port, other, path, query) => {
        const registered = host + port + path + query;
        expect(matches(registered, host + path + query)).toBe(true);
        expect(matches(registered, `${host}:${other}${path}${query}`)).toBe(isPort(other));
        expectRefused(registered, `${host}:0${other}${path}${query}`);
        expectRefused(registered, `${host}:${path}${query}`);
      }),
    );
  });

  test('is all that may differ: not the host, not what follows', () => {
    fc.assert(
      fc.property(LOOPBACK_IP, PORT, PORT, PATH, QUERY, EDIT, (host, port, other, path, query, edit) => {
        const registered = host + port + path + query;
        const tail = path + query;
        const [otherHost, otherTail] = [edited(host, edit), edited(tail, edit)];
        fc.pre(otherHost !== host && otherTail !== tail && !/^\d/.test(otherTail));
        expectRefused(registered, otherHost + other + tail);
        expectRefused(registered, host + other + otherTail);
      }),
      { numRuns: 1000 },
    );
  });

  test('is a liberty of IPs alone: localhost keeps its port, and https its whole address', () => {
    const HOST = fc.constantFrom('http://localhost', 'https://localhost', 'https://127.0.0.1', 'https://[::1]');
    fc.assert(
      fc.property(HOST, ANY_PORT, PORT, PATH, (host, port, other, path) => {
        expectRefused(host + port + path, host + other + path);
      }),
    );
  });

  test('never lets a browser go anywhere else', () => {
    const placeOf = ({ protocol, hostname, pathname, search, hash, username, password }: URL) =>
      [protocol, hostname, pathname, search, hash, username, password].join(' ');
    fc.assert(
      fc.property(LOOPBACK, fc.array(EDIT, { minLength: 1, maxLength: 4 }), (registered, edits) => {
        const requested = edits.reduce(edited, registered);
        fc.pre(matches(registered, requested));
        expect(placeOf(new URL(requested))).toBe(placeOf(new URL(registered)));
      }),
      { numRuns: 500 },
    );
  });
});
