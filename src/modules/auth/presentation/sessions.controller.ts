import { Controller, Delete, Get, HttpCode, Param, Req } from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Request } from 'express';
import { ItemIdPipe } from '../../../common/http/item-id.pipe.js';
import { ApiShortListAnswer } from '../../../common/http/openapi.decorators.js';
import { type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal, SessionOnly } from '../../../common/http/route.decorators.js';
import { AuthService } from '../application/auth.service.js';
import { DeviceAnswer, presentDevice } from './session.presenter.js';

@ApiTags('Sessions')
@SessionOnly()
@Controller('api/1.0/auth/sessions')
export class SessionsController {
  constructor(private readonly auth: AuthService) {}

  @Get()
  @ApiOperation({ summary: 'The devices on which one is signed in' })
  @ApiShortListAnswer(DeviceAnswer)
  async list(@Req() request: Request, @CurrentPrincipal() { user }: Principal): Promise<{ data: DeviceAnswer[] }> {
    const sessions = await this.auth.listSessions(user.id);
    return { data: sessions.map((session) => presentDevice(session, request.session.publicId)) };
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign one device out' })
  @ApiNoContentResponse()
  end(@CurrentPrincipal() { user }: Principal, @Param('id', ItemIdPipe) id: string): Promise<void> {
    return this.auth.endSession(user.id, id);
  }

  @Delete()
  @HttpCode(204)
  @ApiOperation({ summary: 'Sign all other devices out' })
  @ApiNoContentResponse()
  endOthers(@Req() request: Request, @CurrentPrincipal() { user }: Principal): Promise<void> {
    return this.auth.endOtherSessions(user.id, request.session.publicId ?? '');
  }
}
