import { Controller, Get, Module, NotFoundException, Param, Redirect } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { links, serve } from './link-server.js';

@Controller()
class RedirectController {
  @Get(':slug')
  @Redirect()
  redirect(@Param('slug') slug: string) {
    const url = links.get(`/${slug}`);
    if (url === undefined) throw new NotFoundException();
    return { url };
  }
}

@Module({ controllers: [RedirectController] })
class RedirectModule {}

const app = await NestFactory.create<NestExpressApplication>(RedirectModule, { logger: false });
await app.init();
serve(app.getHttpServer());
