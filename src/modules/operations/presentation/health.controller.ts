import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { HealthCheckService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import type { Response } from 'express';
import { RETRY_AFTER_OUTAGE_SECONDS } from '../../../common/http/problem.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { Public } from '../../../common/http/route.decorators.js';

const DATABASE_TIMEOUT_MILLISECONDS = 2_000;

/** For load balancers and orchestrators: `live` = restart me when this fails, `ready` = send me requests. */
@ApiExcludeController()
@Public()
@Content({ unknownQuery: 'ignore' })
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  async ready(@Res({ passthrough: true }) response: Response): Promise<{ status: 'ok' }> {
    try {
      await this.health.check([() => this.database.pingCheck('database', { timeout: DATABASE_TIMEOUT_MILLISECONDS })]);
    } catch (error) {
      response.setHeader('Retry-After', String(RETRY_AFTER_OUTAGE_SECONDS));
      throw error;
    }
    return { status: 'ok' };
  }
}
