import { INestApplication, Injectable } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { SCOPE_WORDS } from '../../../../common/ui/scope-words.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { Configuration } from '../../../../config/configuration.js';
import { PRODUCT } from '../../../../config/product.js';
import { TOKEN_PATH } from '../../../oauth/index.js';
import { completeDocument } from './complete-document.js';
import { operationId, RouteFactsReader } from './route-facts.js';

const DESCRIPTION = `${PRODUCT.description}.

JSON in and out. Ids are UUIDs, times ISO 8601 in UTC. Unknown body fields are answered 422, unknown query parameters 400.
An \`X-Request-Id\` is in every answer. Counted requests carry \`X-RateLimit-Limit\`, \`X-RateLimit-Remaining\` and \`X-RateLimit-Reset\`.
A credential goes into the \`Authorization\` header, nowhere else; it reaches the workspace that was active when it was made.`;

/** The groups in the order of the reference: what one comes for first, then who and where, then credentials. */
const GROUPS = {
  'Short URLs': 'Links, one or many: where they lead, for whom and until when.',
  Analytics: 'What is clicked, when, from where and how.',
  Users: 'Who is in the organization, as far as the credential reaches.',
  Domains: 'Hosts of your own, their proof in DNS and what they answer besides links.',
  Workspaces: 'Rooms for links, and who is let in.',
  Tags: 'Words that links are sorted by, with colours.',
  'API tokens': 'Credentials of a person for scripts.',
  'OAuth applications': 'Applications that ask people for access, with their secrets.',
  OAuth: 'What applications call: tokens, their state and end, and metadata (RFC 6749, 7009, 7662, 8414).',
  'Connected applications': 'What one has let in, and its end.',
  Limits: "How much of the plan's limit is used.",
  Members: 'People: roles, permissions, invitations.',
  Groups: 'Permissions that several members share.',
  'Audit log': 'What was done, by whom, from where.',
  Sessions: 'Signing in, the account, the active workspace.',
} as const;

/** The OpenAPI document, made from the routes of the running application when it is first asked for. */
@Injectable()
export class ApiDocument {
  private app: INestApplication | undefined;
  private document: OpenAPIObject | undefined;

  constructor(
    private readonly routes: RouteFactsReader,
    private readonly configuration: Configuration,
  ) {}

  describe(app: INestApplication): void {
    this.app = app;
  }

  get(): OpenAPIObject {
    this.document ??= this.build();
    return this.document;
  }

  private build(): OpenAPIObject {
    if (!this.app) throw new Error('No application to describe');
    const document = SwaggerModule.createDocument(this.app, this.frame(), { operationIdFactory: operationId });
    return completeDocument(document, this.routes.read());
  }

  private frame(): Omit<OpenAPIObject, 'paths'> {
    const { publicUrl, sessionCookieName } = this.configuration;
    const scopes = Object.entries(SCOPE_WORDS).map(([scope, { words }]) => [scope, words]);
    const document = new DocumentBuilder();
    for (const [name, description] of Object.entries(GROUPS)) document.addTag(name, description);
    return document
      .setOpenAPIVersion('3.1.0')
      .setTitle('Trimlink API')
      .setDescription(DESCRIPTION)
      .setVersion(PRODUCT.version)
      .addServer(publicUrl)
      .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API token or an OAuth access token' })
      .addOAuth2({
        type: 'oauth2',
        flows: {
          authorizationCode: {
            authorizationUrl: publicUrl + appPaths.authorize,
            tokenUrl: publicUrl + TOKEN_PATH,
            refreshUrl: publicUrl + TOKEN_PATH,
            scopes: Object.fromEntries(scopes) as Record<string, string>,
          },
        },
      })
      .addCookieAuth(sessionCookieName, { type: 'apiKey', in: 'cookie', name: sessionCookieName }, 'session')
      .build();
  }
}
