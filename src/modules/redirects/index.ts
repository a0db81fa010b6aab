export { type Click, ClickSink } from './domain/click-sink.js';
export { RedirectMiddleware } from './presentation/redirect.middleware.js';
export { RedirectsModule, redirectsPorts } from './redirects.module.js';
