import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Put,
  Query,
  Req,
  Res,
  UseGuards,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ValidationError } from '../../../common/domain/errors.js';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ListAnswer, listAnswer } from '../../../common/http/list-answer.js';
import { ApiCreatedAnswer, ApiItemAnswer, ApiListAnswer } from '../../../common/http/openapi.decorators.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { Configuration } from '../../../config/configuration.js';
import { PasswordPrompt } from '../../users/index.js';
import { CredentialManagementGuard } from '../../workspaces/index.js';
import { OAuthClientsService } from '../application/oauth-clients.service.js';
import { newClientDetails } from '../domain/client-details.js';
import { ClientListing } from '../domain/oauth-client.repository.js';
import { ClientListQueryDto, clientInput, RegisterClientDto, UpdateClientDto } from './oauth-client.dto.js';
import { ClientAnswer, NewClientAnswer, presentClient } from './oauth-client.presenter.js';

@ApiTags('OAuth applications')
@SessionOnly()
@Controller('api/1.0/oauth-clients')
export class OAuthClientsController {
  constructor(
    private readonly clients: OAuthClientsService,
    private readonly prompt: PasswordPrompt,
    private readonly configuration: Configuration,
  ) {}

  @Post()
  @UseGuards(CredentialManagementGuard)
  @ApiOperation({ summary: 'Register an application', description: 'Bound for good to the active workspace.' })
  @ApiCreatedAnswer(NewClientAnswer)
  async register(
    @Req() request: Request,
    @CurrentPrincipal() { workspaceChoice }: Principal,
    @Body() body: RegisterClientDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: NewClientAnswer }> {
    const details = newClientDetails({ ...clientInput(body), name: body.name, link: body.link });
    await this.prompt.confirm(request, body.password);
    const [listing, secret] = await this.clients.register(actorOf(request), workspaceChoice, details);
    response.location(`/api/1.0/oauth-clients/${listing.client.id}`);
    return { data: this.present(listing, secret) };
  }

  @Get()
  @ApiOperation({ summary: 'List applications', description: "One's own; with credentials.view the organization's." })
  @ApiListAnswer(ClientAnswer)
  async list(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Query() query: ClientListQueryDto,
  ): Promise<ListAnswer<ClientAnswer>> {
    const asked = query.toPageRequest();
    const page = await this.clients.list(access, asked, query.user_id);
    const items = page.items.map((listing) => this.present(listing));
    return listAnswer(request, this.configuration.publicUrl, asked, { ...page, items });
  }

  @Get(':id')
  @ApiOperation({ summary: 'Read an application' })
  @ApiItemAnswer(ClientAnswer)
  async find(
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<{ data: ClientAnswer }> {
    return { data: this.present(await this.clients.find(access, id)) };
  }

  @Patch(':id')
  @UseGuards(CredentialManagementGuard)
  @ApiOperation({
    summary: 'Change an application',
    description: 'All but its workspace. One that becomes confidential gets its secret here.',
  })
  @ApiItemAnswer(NewClientAnswer)
  async update(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateClientDto,
  ): Promise<{ data: NewClientAnswer }> {
    const confirm = (isNeeded: boolean): Promise<void> => this.confirm(request, body.password, isNeeded);
    const [listing, secret] = await this.clients.update(actorOf(request), access, id, clientInput(body), confirm);
    return { data: this.present(listing, secret) };
  }

  @Put(':id')
  @UseGuards(CredentialManagementGuard)
  @ApiOperation({ summary: 'Change an application (as PATCH)' })
  @ApiItemAnswer(NewClientAnswer)
  replace(
    @Req() request: Request,
    @CurrentPrincipal() principal: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() body: UpdateClientDto,
  ): Promise<{ data: NewClientAnswer }> {
    return this.update(request, principal, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an application', description: 'Its grants, codes and tokens die at once.' })
  @ApiNoContentResponse()
  remove(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
  ): Promise<void> {
    return this.clients.remove(actorOf(request), access, id);
  }

  private async confirm(request: Request, password: string | undefined, isNeeded: boolean): Promise<void> {
    if (password !== undefined) await this.prompt.confirm(request, password);
    else if (isNeeded) throw ValidationError.on('password', 'This change needs your password.');
  }

  private present(listing: ClientListing, secret?: string): NewClientAnswer {
    return presentClient(listing, this.configuration.publicUrl, secret);
  }
}
