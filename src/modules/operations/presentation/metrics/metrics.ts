import type { IncomingMessage, ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { ClickSpoolFacts } from '../../../clicks/index.js';
import { HotPath } from '../../../redirects/index.js';
import { routeKind } from './route-kind.js';

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What Prometheus is told. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();
  private readonly requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests answered, by method, status and kind of route',
    labelNames: ['method', 'status', 'kind'],
    registers: [this.registry],
  });
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from a request to the end of its answer, by kind of route; without redirects from memory',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers: [this.registry],
  });
  private readonly redirects = new Counter({
    name: 'redirects_total',
    help: 'Visits to short links that were redirected, by status',
    labelNames: ['status'],
    registers: [this.registry],
  });

  private readonly counted = new Map<string, number>();

  constructor(
    private readonly hotPath: HotPath,
    spool: ClickSpoolFacts,
  ) {
    new Gauge({
      name: 'click_spool_bytes',
      help: 'On the disk, of clicks that wait to be counted or were counted lately',
      registers: [this.registry],
      collect() {
        this.set(spool.bytes);
      },
    });
    new Gauge({
      name: 'clicks_lost',
      help: 'Since the start: redirects went on while the disk took no more of their clicks',
      registers: [this.registry],
      collect() {
        this.set(spool.lostClicks);
      },
    });
  }

  collectFromProcess(): void {
    collectDefaultMetrics({ register: this.registry });
  }

  observe({ method = '', url = '' }: IncomingMessage, response: ServerResponse): void {
    const started = performance.now();
    response.once('close', () => {
      const kind = routeKind(url);
      const status = response.statusCode;
      this.requests.inc({ method, status, kind });
      this.durations.observe({ kind }, (performance.now() - started) / 1000);
      if (kind === 'short_link' && status >= 300 && status < 400) this.redirects.inc({ status });
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  read(): Promise<string> {
    for (const [method, counts] of Object.entries(this.hotPath.answered)) {
      for (const [status, count] of counts) this.takeOver(method, status, count);
    }
    return this.registry.metrics();
  }

  private takeOver(method: string, status: number, count: number): void {
    const key = `${method} ${status}`;
    const more = count - (this.counted.get(key) ?? 0);
    this.counted.set(key, count);
    this.requests.inc({ method, status, kind: 'short_link' }, more);
    this.redirects.inc({ status }, more);
  }
}
