import { All, Controller, Req, Res, UseFilters } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Application, Request, Response } from 'express';
import { knownMethods } from '../../../common/http/known-methods.js';
import { RequestFault } from '../../../common/http/problem.js';
import { Public } from '../../../common/http/route.decorators.js';
import { OAuthContent } from './oauth-content.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';

/** Stands last in its module: unknown paths and wrong methods get an OAuth answer too. */
@ApiExcludeController()
@Public()
@OAuthContent()
@UseFilters(OAuthErrorFilter)
@Controller()
export class UnknownOAuthRouteController {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  @All('api/oauth/*path')
  refuse(@Req() request: Request, @Res() response: Response): void {
    const methods = knownMethods(this.adapterHost.httpAdapter.getInstance<Application>(), request);
    if (methods.length === 0) throw new RequestFault(404);
    if (request.method !== 'OPTIONS') throw new RequestFault(405, { Allow: methods.join(', ') });
    response.status(204).set('Allow', methods.join(', ')).end();
  }
}
