import { ArgumentsHost, Catch, ExceptionFilter } from '@nestjs/common';
import type { Request, Response } from 'express';
import { sendPage } from '../../../common/http/send-page.js';
import { AssetManifest } from '../../../common/ui/asset-manifest.js';
import { Configuration } from '../../../config/configuration.js';
import { AuthorizationFault } from '../domain/authorization-request.js';
import { OAuthErrorPage } from './views/oauth-error.page.js';

/** Tells the user, and whoever builds the application; nobody is sent anywhere (RFC 6749 §4.1.2.1). */
@Catch(AuthorizationFault)
export class AuthorizationFaultFilter implements ExceptionFilter<AuthorizationFault> {
  constructor(
    private readonly assets: AssetManifest,
    private readonly configuration: Configuration,
  ) {}

  catch({ code, message }: AuthorizationFault, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<Request>();
    const response = host.switchToHttp().getResponse<Response>();
    const page = OAuthErrorPage({
      fault: code,
      detail: message,
      host: this.configuration.publicHost,
      requestId: request.requestId,
      assets: this.assets.forPages,
      theme: request.principal?.user.theme ?? 'system',
    });
    sendPage(response.status(400), page);
  }
}
