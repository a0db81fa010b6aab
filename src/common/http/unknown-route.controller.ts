import { All, Controller, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Application, Request, Response } from 'express';
import { knownMethods } from './known-methods.js';
import { RequestFault } from './problem.js';
import { Content } from './request-content.interceptor.js';
import { AnyCredentialOrNone, Public } from './route.decorators.js';

/** Stands last: what no other route took is an unknown path, a wrong method, or OPTIONS. */
@ApiExcludeController()
@Controller()
export class UnknownRouteController {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  @All('api/1.0/*path')
  @AnyCredentialOrNone()
  @Content({ bodies: ['json', 'form'], unknownQuery: 'ignore' })
  api(@Req() request: Request, @Res() response: Response): void {
    this.refuse(request, response);
  }

  @All('*path')
  @Public()
  @Content({ bodies: ['json', 'form'], unknownQuery: 'ignore', answers: ['text/html', 'application/json'] })
  page(@Req() request: Request, @Res() response: Response): void {
    this.refuse(request, response);
  }

  private refuse(request: Request, response: Response): void {
    const methods = knownMethods(this.adapterHost.httpAdapter.getInstance<Application>(), request);
    if (methods.length === 0) throw new RequestFault(404);
    if (request.method !== 'OPTIONS') throw new RequestFault(405, { Allow: methods.join(', ') });
    response.status(204).set('Allow', methods.join(', ')).end();
  }
}
