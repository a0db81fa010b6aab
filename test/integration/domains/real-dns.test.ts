import { Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Configuration } from '../../../src/config/configuration.js';
import { readEnvironment } from '../../../src/config/environment.js';
import { freePort } from '../../../src/database/embedded/free-port.js';
import { DomainInspection } from '../../../src/modules/domains/application/domain-inspection.js';
import { NodeDnsLookup } from '../../../src/modules/domains/infrastructure/node-dns-lookup.js';
import { DebianBind } from '../../support/debian-bind.js';

const ORGANIZATION = '0193b6f0-0000-7000-8000-00000000000a';
const VALUE = `trimlink-verification=${ORGANIZATION}`;

const RECORDS = [
  'hbk IN A 192.0.2.1',
  'hbk IN AAAA 2001:db8::1',
  'go IN CNAME hbk',
  'apex IN A 192.0.2.1',
  'apex IN AAAA 2001:db8::1',
  'elsewhere IN A 127.0.0.1',
  `_trimlink.go IN TXT "${VALUE}"`,
  // One record in two strings, one of somebody else's, and one that only looks like it.
  `_trimlink.split IN TXT "${VALUE.slice(0, 9)}" "${VALUE.slice(9)}"`,
  '_trimlink.split IN TXT "v=spf1 -all"',
  `_trimlink.spread IN TXT "${VALUE.slice(0, 9)}"`,
  `_trimlink.spread IN TXT "${VALUE.slice(9)}"`,
  `_trimlink.delegated IN CNAME _trimlink.go`,
  `_trimlink.elsewhere IN TXT "${VALUE}"`,
  `_trimlink.xn--mnch-0ra IN TXT "${VALUE}"`,
  `_trimlink.long IN TXT ${Array.from({ length: 30 }, () => `"${'x'.repeat(255)}"`).join(' ')}`,
  `_trimlink.long IN TXT "${VALUE}"`,
];

const lookupAt = (...servers: string[]) => {
  const settings = readEnvironment({
    PUBLIC_URL: 'https://app.example',
    DEFAULT_DOMAIN: 'hbk.example',
    DNS_SERVERS: servers.join(','),
  });
  const configuration = new Configuration(settings, ['x'.repeat(32)], '');
  const lookup = new NodeDnsLookup(configuration);
  return { lookup, inspection: new DomainInspection(lookup, configuration) };
};

if (DebianBind.isInstalled()) {
  describe('with BIND as the DNS server', () => {
    let bind: DebianBind;
    beforeAll(async () => {
      bind = await DebianBind.start(RECORDS);
    });
    afterAll(() => bind.stop());

    const inspect = (hostname: string) => lookupAt(bind.address).inspection.of(hostname, ORGANIZATION);

    test.each([
      ['go.example', 'found', 'ok'],
      ['split.example', 'found', 'pending'],
      ['spread.example', 'missing', 'pending'],
      ['delegated.example', 'found', 'pending'],
      ['long.example', 'found', 'pending'],
      ['xn--mnch-0ra.example', 'found', 'pending'],
      ['apex.example', 'missing', 'ok'],
      ['elsewhere.example', 'found', 'failed'],
      ['nothing.example', 'missing', 'pending'],
    ])('%s: the proof is %s, the way here is %s', async (hostname, proof, routing) => {
      expect(await inspect(hostname)).toEqual({ proof, routing });
    });

    test('a record that is set is seen at the next look, and so is its end', async () => {
      await bind.change([...RECORDS, `_trimlink.late IN TXT "${VALUE}"`]);
      expect((await inspect('late.example')).proof).toBe('found');
      await bind.change(RECORDS);
      expect((await inspect('late.example')).proof).toBe('missing');
    });

    test('a server that refuses to answer for a name tells nothing about it', async () => {
      expect(await inspect('go.unserved.test')).toEqual({ proof: 'no_answer', routing: undefined });
    });

    test('a server that does not answer is given up after a while, and found again', async () => {
      await bind.hang();
      const begun = performance.now();
      expect(await inspect('go.example')).toEqual({ proof: 'no_answer', routing: undefined });
      expect(performance.now() - begun).toBeLessThan(6_000);
      bind.wakeUp();
      expect((await inspect('go.example')).proof).toBe('found');
    });

    test('looks that are under way end with the application', async () => {
      await bind.hang();
      const { lookup } = lookupAt(bind.address);
      const looking = lookup.texts('_trimlink.go.example').catch((error: unknown) => error);
      lookup.beforeApplicationShutdown();
      expect(await looking).toMatchObject({ code: 'ECANCELLED' });
      bind.wakeUp();
    });

    test('LK-03 nothing is called on that DNS names: not an address of this machine’s either', async () => {
      const connect = jest.spyOn(Socket.prototype, 'connect');
      expect(await inspect('elsewhere.example')).toMatchObject({ proof: 'found' });
      expect(connect).not.toHaveBeenCalled();
      new Socket().on('error', () => undefined).connect(9, '127.0.0.1');
      expect(connect).toHaveBeenCalledTimes(1);
      connect.mockRestore();
    });
  });
} else {
  console.info("DNS is not asked over the wire: Debian's package bind9 is not installed.");
}

test('DNS that is not there tells nothing', async () => {
  const { inspection } = lookupAt(`127.0.0.1:${await freePort()}`);
  expect(await inspection.of('go.example', ORGANIZATION)).toEqual({ proof: 'no_answer', routing: undefined });
});
