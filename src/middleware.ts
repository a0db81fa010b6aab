import { NestExpressApplication } from '@nestjs/platform-express';
import cookieParser from 'cookie-parser';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import session from 'express-session';
import helmet from 'helmet';
import { cors } from './common/http/cors.js';
import { requestId } from './common/http/request-id.js';
import { HSTS_SECONDS } from './common/http/strict-transport-security.js';
import { requestLog } from './common/logging/request-log.js';
import { RootLogger } from './common/logging/root-logger.js';
import { Configuration } from './config/configuration.js';
import { SessionStore } from './database/session-store.js';
import { Metrics } from './modules/operations/index.js';
import { HotPath, RedirectMiddleware } from './modules/redirects/index.js';

const SESSION_DAYS = 30;
/** Who is signed in matters here only; short links, assets and OAuth endpoints never set a cookie. */
const WITH_SESSION = ['/app', '/api/1.0', '/api/documentation'];
/** A bearer credential stands for itself; whoever signs in gets a session whatever else they send. */
const WITHOUT_SESSION_FOR_BEARERS = /^\/api\/1\.0\/(?!auth(\/|$))/;

/** What happens to a request before Nest sees it, in this order; visits of known links are answered before all of it. */
export function mountMiddleware(app: NestExpressApplication): void {
  const configuration = app.get(Configuration);
  app.set('trust proxy', configuration.settings.trustProxy);
  app.set('query parser', 'simple');
  app.disable('x-powered-by');
  app.disable('etag');
  app.use(measured(app.get(Metrics)));
  app.use(requestId);
  app.use(requestLog(app.get(RootLogger).pino));
  app.use(securityHeaders(configuration));
  app.use(cors);
  app.use(shortLinks(app.get(RedirectMiddleware)));
  app.use(neverCached);
  const whoIsSignedIn = [cookieParser(), onlyTextCookies, sessions(configuration, app.get(SessionStore))];
  app.use(WITH_SESSION, ...whoIsSignedIn.map(unlessBearer));
  app.get(HotPath).mountOn(app.getHttpServer());
}

function measured(metrics: Metrics): RequestHandler {
  metrics.collectFromProcess();
  return (request, response, next) => {
    metrics.observe(request, response);
    next();
  };
}

const securityHeaders = ({ isHttps }: Configuration) =>
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'"],
        'img-src': ["'self'"],
        'font-src': ["'self'"],
        'connect-src': ["'self'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        ...(isHttps && { 'upgrade-insecure-requests': [] }),
      },
    },
    // With no-referrer Chromium sends `Origin: null` with our own forms.
    referrerPolicy: { policy: 'same-origin' },
    strictTransportSecurity: isHttps ? { maxAge: HSTS_SECONDS } : false,
    xFrameOptions: { action: 'deny' },
    crossOriginResourcePolicy: false,
  });

const shortLinks =
  (redirects: RedirectMiddleware) =>
  (request: Request, response: Response, next: NextFunction): void => {
    redirects.handle(request, response, next);
  };

/** The parser reads `j:{…}` as JSON, which nobody here expects a cookie to be. */
function onlyTextCookies(request: Request, _response: Response, next: NextFunction): void {
  const cookies = Object.entries(request.cookies as Record<string, unknown>);
  request.cookies = Object.fromEntries(cookies.filter(([, value]) => typeof value === 'string'));
  next();
}

/** The default for answers that concern one person; what may be cached says so itself. */
function neverCached(_request: Request, response: Response, next: NextFunction): void {
  response.setHeader('Cache-Control', 'no-store');
  next();
}

const unlessBearer =
  (handler: RequestHandler): RequestHandler =>
  (request, response, next) => {
    const { headers, baseUrl, path } = request;
    if (headers.authorization !== undefined && WITHOUT_SESSION_FOR_BEARERS.test(baseUrl + path)) next();
    else void handler(request, response, next);
  };

function sessions({ appSecrets, isHttps, sessionCookieName }: Configuration, store: SessionStore) {
  return session({
    name: sessionCookieName,
    secret: [...appSecrets],
    store,
    resave: false,
    saveUninitialized: false,
    // Whether the client's connection is encrypted is PUBLIC_URL's word, not the hop's.
    proxy: isHttps,
    cookie: { httpOnly: true, sameSite: 'lax', secure: isHttps, path: '/', maxAge: SESSION_DAYS * 24 * 60 * 60 * 1000 },
  });
}
