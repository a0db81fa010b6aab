import { Body, Controller, Delete, HttpCode, Param, Post, Req, Res, UseGuards } from '@nestjs/common';
import { ApiConflictResponse, ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ApiCreatedAnswer } from '../../../common/http/openapi.decorators.js';
import { actorOf, type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { PasswordPrompt } from '../../users/index.js';
import { CredentialManagementGuard } from '../../workspaces/index.js';
import { ClientSecretsService } from '../application/client-secrets.service.js';
import { USUAL_OVERLAP_HOURS } from '../domain/client-secret.js';
import { NewSecretDto } from './client-secret.dto.js';
import { NewSecretAnswer, presentNewSecret } from './client-secret.presenter.js';

@ApiTags('OAuth applications')
@SessionOnly()
@Controller('api/1.0/oauth-clients/:id/secrets')
export class ClientSecretsController {
  constructor(
    private readonly secrets: ClientSecretsService,
    private readonly prompt: PasswordPrompt,
  ) {}

  @Post()
  @UseGuards(CredentialManagementGuard)
  @ApiOperation({
    summary: 'Give an application a new secret',
    description: 'Those before it go on working for a while, so that both work meanwhile.',
  })
  @ApiCreatedAnswer(NewSecretAnswer)
  @ApiConflictResponse({ description: '`public_client`: a public application has no secrets' })
  async issue(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Body() { password, expire_previous_in_hours: overlapHours = USUAL_OVERLAP_HOURS }: NewSecretDto,
    @Res({ passthrough: true }) response: Response,
  ): Promise<{ data: NewSecretAnswer }> {
    const confirm = () => this.prompt.confirm(request, password);
    const [secret, value] = await this.secrets.issue(actorOf(request), access, id, overlapHours, confirm);
    response.location(`/api/1.0/oauth-clients/${id}/secrets/${secret.id}`);
    return { data: presentNewSecret(secret, value) };
  }

  @Delete(':secret_id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete a secret of an application', description: 'It opens nothing from then on.' })
  @ApiNoContentResponse()
  @ApiConflictResponse({ description: '`last_secret`: no other secret of the application works' })
  remove(
    @Req() request: Request,
    @CurrentPrincipal() { access }: Principal,
    @Param('id', ItemIdPipe) id: string,
    @Param('secret_id', ItemIdPipe) secretId: string,
  ): Promise<void> {
    return this.secrets.remove(actorOf(request), access, id, secretId);
  }
}
