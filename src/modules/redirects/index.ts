export { HotPath } from './presentation/hot-path.js';
export { RedirectMiddleware } from './presentation/redirect.middleware.js';
export { RedirectsModule } from './redirects.module.js';
