import { All, Controller, Req, Res, UseFilters } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { refuseUnknownRoute } from '../../../common/http/refuse-unknown-route.js';
import { Public } from '../../../common/http/route.decorators.js';
import { OAuthContent } from './oauth-content.js';
import { OAuthErrorFilter } from './oauth-error.filter.js';
import { OAUTH_PATH } from './oauth-paths.js';

/** Stands last in its module: unknown paths and wrong methods get an OAuth answer too. */
@ApiExcludeController()
@Public()
@OAuthContent()
@UseFilters(OAuthErrorFilter)
@Controller()
export class UnknownOAuthRouteController {
  constructor(private readonly adapterHost: HttpAdapterHost) {}

  @All(`${OAUTH_PATH}/*path`)
  refuse(@Req() request: Request, @Res() response: Response): void {
    refuseUnknownRoute(this.adapterHost, request, response);
  }
}
