import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { Response } from 'express';
import { PageContent } from '../../../common/http/request-content.interceptor.js';
import { Public } from '../../../common/http/route.decorators.js';
import { sendPage } from '../../../common/http/send-page.js';
import { appPaths } from '../../../common/ui/app-paths.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { Configuration } from '../../../config/configuration.js';
import { StatusService } from '../application/status.service.js';
import { Component } from '../domain/component.js';
import { StatusPage } from './views/status.page.js';

const NAMES: Record<Component, string> = {
  redirects: 'Short links',
  api: 'API',
  dashboard: 'Dashboard',
  database: 'Database',
};

@ApiExcludeController()
@Public()
@PageContent()
@Controller()
export class StatusController {
  constructor(
    private readonly status: StatusService,
    private readonly assets: AssetManifest,
    private readonly configuration: Configuration,
  ) {}

  @Get(appPaths.status)
  async show(@Res() response: Response): Promise<void> {
    const { checkedAt, components } = await this.status.report();
    const { publicHost, supportEmail } = this.configuration;
    const page = StatusPage({
      assets: this.assets.forPages,
      host: publicHost,
      checkedAt,
      components: components.map(({ component, condition, uptime }) => ({
        name: NAMES[component],
        state: condition,
        days: uptime.days,
        uptimePercent: uptime.percent,
      })),
      ...(supportEmail !== undefined && { supportEmail }),
    });
    sendPage(response, page);
  }
}
