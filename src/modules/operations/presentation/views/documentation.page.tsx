import { appPaths } from '../../../../common/ui/app-paths.js';

const asset = (name: string): string => `${appPaths.apiReference}/assets/${name}`;

export interface DocumentationView {
  readonly icon: string;
  /** The product's colours and type. */
  readonly tokens: string;
}

/** The frame for Swagger UI, whose stylesheet goes with no other. */
export function DocumentationPage({ icon, tokens }: DocumentationView) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>API Reference · Trimlink</title>
        <link rel="icon" href={icon} />
        <link rel="stylesheet" href={asset('swagger-ui.css')} />
        <link rel="stylesheet" href={tokens} />
        <link rel="stylesheet" href={asset('documentation.css')} />
        <script src={asset('swagger-ui-bundle.js')} defer />
        <script src={asset('documentation.js')} defer />
      </head>
      <body>
        <header class="top">
          <span>Trimlink</span>
          <a href={appPaths.dashboard}>Dashboard</a>
          <a href="/docs/api-docs.json">OpenAPI document</a>
        </header>
        <div id="api">
          <noscript>
            <p>
              This page needs script. <a href="/docs/api-docs.json">The OpenAPI document</a> says the same.
            </p>
          </noscript>
        </div>
      </body>
    </html>
  );
}
