import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { AssetManifest, ASSETS_PATH } from '../ui/asset-manifest.js';
import { RequestFault } from './problem.js';
import { Content } from './request-content.interceptor.js';
import { Public } from './route.decorators.js';

@ApiExcludeController()
@Public()
@Content({ unknownQuery: 'ignore', answers: ['text/css', 'text/javascript', 'font/woff2', 'image/svg+xml'] })
@Controller()
export class AssetsController {
  constructor(private readonly assets: AssetManifest) {}

  @Get(`${ASSETS_PATH}/:name`)
  serve(@Param('name') name: string, @Req() request: Request, @Res() response: Response): void {
    const asset = this.assets.get(name);
    if (!asset) throw new RequestFault(404);
    const isVersioned = request.query['v'] === asset.version;
    response.set({
      'Cache-Control': isVersioned ? 'public, max-age=31536000, immutable' : 'no-cache',
      ETag: asset.etag,
    });
    response.type(asset.contentType).send(asset.body);
  }

  /** Browsers ask for it by this name where no page names another. */
  @Get('favicon.ico')
  favicon(@Req() request: Request, @Res() response: Response): void {
    this.serve('icon.svg', request, response);
  }
}
