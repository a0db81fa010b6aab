import { INestApplication } from '@nestjs/common';
import { ApiDocument } from './api-document.js';

/** The document describes the whole application, which no provider knows by itself. */
export function mountDocumentation(app: INestApplication): void {
  app.get(ApiDocument).describe(app);
}
