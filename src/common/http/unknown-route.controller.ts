import { All, Controller, Req, Res } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { refuseUnknownRoute } from './refuse-unknown-route.js';
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
    refuseUnknownRoute(this.adapterHost, request, response);
  }

  @All('*path')
  @Public()
  @Content({ bodies: ['json', 'form'], unknownQuery: 'ignore', answers: ['text/html', 'application/json'] })
  page(@Req() request: Request, @Res() response: Response): void {
    refuseUnknownRoute(this.adapterHost, request, response);
  }
}
