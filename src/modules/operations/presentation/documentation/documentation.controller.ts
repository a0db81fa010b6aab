import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController, type OpenAPIObject } from '@nestjs/swagger';
import type { Response } from 'express';
import { RequestFault } from '../../../../common/http/problem.js';
import { Content } from '../../../../common/http/request-content.interceptor.js';
import { Public } from '../../../../common/http/route.decorators.js';
import { sendPage } from '../../../../common/http/send-page.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { AssetManifest } from '../../../../common/ui/asset-manifest.js';
import { DocumentationPage } from '../views/documentation.page.js';
import { ApiDocument } from './api-document.js';

const SWAGGER_UI = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
const OWN = fileURLToPath(new URL('assets', import.meta.url));

/** The files that the page needs, and where they are. */
const FILES = new Map([
  ['swagger-ui.css', SWAGGER_UI],
  ['swagger-ui-bundle.js', SWAGGER_UI],
  ['oauth2-redirect.html', SWAGGER_UI],
  ['oauth2-redirect.js', SWAGGER_UI],
  ['documentation.css', OWN],
  ['documentation.js', OWN],
]);

@ApiExcludeController()
@Public()
@Controller()
export class DocumentationController {
  constructor(
    private readonly document: ApiDocument,
    private readonly assets: AssetManifest,
  ) {}

  @Get('docs/api-docs.json')
  @Content({ unknownQuery: 'ignore' })
  json(): OpenAPIObject {
    return this.document.get();
  }

  @Get(appPaths.apiReference)
  @Content({ unknownQuery: 'ignore', answers: ['text/html'] })
  page(@Res() response: Response): void {
    allowDataImages(response);
    sendPage(
      response,
      DocumentationPage({ icon: this.assets.urlOf('icon.svg'), tokens: this.assets.urlOf('tokens.css') }),
    );
  }

  @Get(`${appPaths.apiReference}/assets/:name`)
  @Content({ unknownQuery: 'ignore', answers: ['text/html', 'text/css', 'text/javascript'] })
  file(@Param('name') name: string, @Res() response: Response): void {
    const root = FILES.get(name);
    if (root === undefined) throw new RequestFault(404);
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(name, { root });
  }
}

/** Swagger UI's stylesheet has its pictures inside. */
function allowDataImages(response: Response): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '');
  response.setHeader('Content-Security-Policy', policy.replace("img-src 'self'", "img-src 'self' data:"));
}
