import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BeforeApplicationShutdown, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { StartupError } from '../../../../common/domain/startup-error.js';
import { Configuration } from '../../../../config/configuration.js';
import { Metrics } from './metrics.js';

/** /metrics on a port of its own, for a network that only Prometheus reaches. */
@Injectable()
export class MetricsServer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private server: Server | undefined;

  constructor(
    private readonly host: HttpAdapterHost,
    private readonly metrics: Metrics,
    private readonly configuration: Configuration,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { metricsPort, host } = this.configuration.settings;
    // A command-line context has no server, and nothing to measure.
    if (metricsPort === undefined || !(this.host as Partial<HttpAdapterHost>).httpAdapter) return;
    this.server = createServer((request, response) => {
      void this.answer(request, response);
    });
    this.server.listen(metricsPort, host);
    await once(this.server, 'listening').catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new StartupError(`METRICS_PORT ${metricsPort} cannot be listened on (${code ?? 'unknown'}).`);
    });
  }

  beforeApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private async answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    if (method !== 'GET' || url?.split('?', 1)[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    const text = await this.metrics.read();
    response.writeHead(200, { 'Content-Type': this.metrics.contentType }).end(text);
  }
}
