import { Controller, Delete, Get, HttpCode, Param, Query, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { ConnectedApplicationsService } from '../application/connected-applications.service.js';
import { ConnectedApplicationAnswer, presentConnectedApplication } from './connected-application.dto.js';

@ApiTags('Connected applications')
@SessionOnly()
@Controller('api/1.0/grants')
export class GrantsController {
  constructor(
    private readonly connections: ConnectedApplicationsService,
    private readonly configuration: Configuration,
  ) {}

  @Get()
  @ApiOperation({
    summary: 'List connected applications',
    description: "One's own: those that can act now, or need not ask again. One entry for each application.",
  })
  @ApiListAnswer(ConnectedApplicationAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() { user }: Principal,
    @Query() query: PageQueryDto,
  ): Promise<ListAnswer<ConnectedApplicationAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.connections.list(user.id, asked);
    const items = page.items.map(presentConnectedApplication);
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Disconnect an application',
    description: 'All that it holds of you ends at once, and it has to ask again.',
  })
  @ApiNoContentResponse()
  disconnect(
    @Req() request: Request,
    @CurrentPrincipal() { user }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    return this.connections.disconnect(actorOf(request), user.id, id);
  }
}
