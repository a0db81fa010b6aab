import { All, Controller, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { isFromNearby } from '../../../common/http/near-client.js';
import { RequestFault } from '../../../common/http/problem.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { Public } from '../../../common/http/route.decorators.js';
import { DomainsService } from '../application/domains.service.js';

/**
 * For the proxy that ends TLS before this server: whether a certificate may be had for a host. To everybody but a
 * neighbour it is an unknown path, which is why it takes every method and content that an unknown path takes.
 */
@ApiExcludeController()
@Public()
@Content({ bodies: ['json', 'form'], unknownQuery: 'ignore', answers: ['text/html', 'application/json'] })
@Controller('internal/domains')
export class AllowedDomainsController {
  constructor(private readonly domains: DomainsService) {}

  @All('allowed')
  async isAllowed(@Req() request: Request, @Query('domain') name: unknown, @Res() response: Response): Promise<void> {
    const isAsked = isFromNearby(request) && (request.method === 'GET' || request.method === 'HEAD');
    if (!isAsked || typeof name !== 'string' || !(await this.domains.isServed(name))) throw new RequestFault(404);
    response.json({ domain: name });
  }
}
