import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { Metrics } from './metrics.js';

/** Listens at the server itself, so that what is answered before Nest counts too. */
@Injectable()
export class MetricsCollection implements OnApplicationBootstrap {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    const server = httpServerOf(this.host);
    if (!server) return;
    this.metrics.collectFromProcess();
    server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
      this.metrics.observe(request, response);
    });
  }
}

/** A command-line context has none. */
export const httpServerOf = (host: HttpAdapterHost): Server | undefined =>
  (host as Partial<HttpAdapterHost>).httpAdapter?.getHttpServer() as Server | undefined;
