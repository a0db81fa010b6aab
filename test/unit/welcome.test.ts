import { describe, expect, test } from '@jest/globals';
import { Configuration } from '../../src/config/configuration.js';
import { readEnvironment } from '../../src/config/environment.js';
import { welcome } from '../../src/welcome.js';

const configured = (environment: Record<string, string> = {}): Configuration =>
  new Configuration(readEnvironment(environment), ['x'.repeat(32)], 'postgres://localhost/trimlink');
const DEMO = { email: 'demo@example.com', password: 'a good secret', passwordFile: '.data/demo-account.json' };

describe('the welcome', () => {
  test('shows the password to a terminal only', () => {
    expect(welcome(configured(), DEMO, true)).toContain('a good secret  (kept in .data/demo-account.json)');
    const logged = welcome(configured(), DEMO, false);
    expect(logged).not.toContain('a good secret');
    expect(logged).toContain('in .data/demo-account.json');
  });

  test('is one aligned block with the address, the way in and a command that works', () => {
    const lines = welcome(configured({ PORT: '4000' }), DEMO, true).split('\n');
    expect(lines[1]).toMatch(/^Trimlink \d+\.\d+\.\d+ is ready at http:\/\/localhost:4000$/);
    const facts = lines.slice(3, -1).map((line) => [line.slice(2, 14).trim(), line.slice(14)]);
    expect(Object.fromEntries(facts)).toMatchObject({
      'Sign in': 'http://localhost:4000/app/login',
      'E-mail': 'demo@example.com',
      'Try next': 'curl -i http://localhost:4000/hello',
    });
  });

  test('says how to get a new password where the file is lost', () => {
    const text = welcome(configured(), { ...DEMO, password: undefined }, true);
    expect(text).toContain('npm run cli -- reset-password --email demo@example.com');
  });

  test('without a demo account says how the first account is made', () => {
    expect(welcome(configured(), undefined, true)).toContain('Register    http://localhost:3000/app/register');
    const closed = welcome(configured({ REGISTRATION: 'closed' }), undefined, true);
    expect(closed).toContain('npm run cli -- create-owner --help');
    expect(closed).not.toContain('register');
  });

  test('names no curl that would need the DNS', () => {
    expect(welcome(configured({ DEFAULT_DOMAIN: 'go.example.com' }), DEMO, true)).not.toContain('curl');
  });
});
