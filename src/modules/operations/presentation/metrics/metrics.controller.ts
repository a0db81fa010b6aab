import { timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { hashOfSecret } from '../../../../common/domain/secret.js';
import { RequestFault } from '../../../../common/http/problem.js';
import { Content } from '../../../../common/http/request-content.interceptor.js';
import { Public } from '../../../../common/http/route.decorators.js';
import { Configuration } from '../../../../config/configuration.js';
import { Metrics } from './metrics.js';

/** /metrics on the main port: only where METRICS_TOKEN is set, and only for who has it. */
@ApiExcludeController()
@Public()
@Content({ unknownQuery: 'ignore', answers: ['text/plain', 'application/openmetrics-text', 'application/json'] })
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  async read(@Req() request: Request, @Res() response: Response): Promise<void> {
    const { metricsToken } = this.configuration.settings;
    if (metricsToken === undefined) throw new RequestFault(404);
    const [, token = ''] = /^bearer +(.*)$/i.exec(request.headers.authorization ?? '') ?? [];
    if (!isSame(token, metricsToken)) {
      response.status(401).setHeader('WWW-Authenticate', 'Bearer realm="metrics"');
      response.json({ message: 'Unauthenticated.', code: 'unauthenticated', request_id: request.requestId });
      return;
    }
    response.set('Content-Type', this.metrics.contentType).send(await this.metrics.read());
  }
}

/** Takes as long whatever the difference is. */
const isSame = (one: string, other: string): boolean => timingSafeEqual(hashOfSecret(one), hashOfSecret(other));
