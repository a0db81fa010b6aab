import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { randomBase62 } from '../../../common/domain/secret.js';
import { SELF_CHECK_ID } from '../../../common/logging/self-check.js';
import { Configuration } from '../../../config/configuration.js';
import { Database } from '../../../database/database.js';
import { newApiToken } from '../../tokens/index.js';
import { Component, COMPONENTS, Condition } from '../domain/component.js';
import { ComponentChecks } from '../domain/component-checks.js';

const TIMEOUT_MILLISECONDS = 5_000;
const SLOW_MILLISECONDS = 1_000;

interface Visit {
  host: string;
  path: string;
  authorization?: string;
}

/**
 * Visits this instance over its own port, as its users do. What is asked for does not exist, and new each time, so that
 * every answer has come from the database and changes nothing.
 */
@Injectable()
export class LiveComponentChecks extends ComponentChecks {
  private readonly checks: Record<Component, () => Promise<boolean>>;

  constructor(
    private readonly server: HttpAdapterHost,
    configuration: Configuration,
    database: Database,
  ) {
    super();
    const { publicHost, defaultDomain } = configuration;
    this.checks = {
      redirects: () => this.answers(404, { host: defaultDomain, path: `/${randomBase62(20)}` }),
      api: () =>
        this.answers(401, {
          host: publicHost,
          path: '/api/1.0/users/list-all-users',
          authorization: `Bearer ${newApiToken()}`,
        }),
      dashboard: () => this.answers(200, { host: publicHost, path: '/app/login' }),
      database: async () => {
        await database.manager.query('SELECT 1');
        return true;
      },
    };
  }

  override async run(): Promise<ReadonlyMap<Component, Condition>> {
    const results = COMPONENTS.map(async (it) => [it, await conditionOf(this.checks[it])] as const);
    return new Map(await Promise.all(results));
  }

  private async answers(expected: number, visit: Visit): Promise<boolean> {
    return (await statusOf(this.address(), visit)) === expected;
  }

  private address(): AddressInfo {
    const server = this.server.httpAdapter.getHttpServer() as { address(): AddressInfo | null };
    const address = server.address();
    if (!address) throw new Error('Not listening');
    return address;
  }
}

async function conditionOf(check: () => Promise<boolean>): Promise<Condition> {
  const started = performance.now();
  const works = await Promise.race([check(), setTimeout(TIMEOUT_MILLISECONDS, false, { ref: false })]).catch(
    () => false,
  );
  if (!works) return 'down';
  return performance.now() - started > SLOW_MILLISECONDS ? 'degraded' : 'working';
}

/** An address that means all interfaces is reached through loopback. */
const hostOf = ({ address }: AddressInfo): string => (['::', '0.0.0.0'].includes(address) ? 'localhost' : address);

function statusOf(address: AddressInfo, { host, path, authorization }: Visit): Promise<number> {
  return new Promise((resolve, reject) => {
    const visit = request({
      host: hostOf(address),
      port: address.port,
      path,
      headers: {
        host,
        accept: '*/*',
        'user-agent': 'trimlink-heartbeat',
        'x-request-id': SELF_CHECK_ID,
        ...(authorization && { authorization }),
      },
      agent: false,
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    visit.on('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    visit.on('error', reject);
    visit.end();
  });
}
