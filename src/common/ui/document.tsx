import type { ComponentChildren } from 'preact';
import type { Theme } from '../domain/theme.js';

export interface PageAssets {
  readonly css: readonly string[];
  readonly script: string;
  readonly icon: string;
}

/** What every page needs, whatever it shows. */
export interface PageBase {
  readonly assets: PageAssets;
  readonly theme?: Theme;
}

interface DocumentProps extends PageBase {
  readonly title: string;
  /** The page has something before its content that a keyboard user wants to pass by. */
  readonly skipLink?: boolean;
  /** Without script the whole page reloads; with it, the page refreshes its own part. */
  readonly reloadSeconds?: number;
  readonly children: ComponentChildren;
}

export function Document({ assets, theme, title, skipLink, reloadSeconds, children }: DocumentProps) {
  return (
    <html lang="en" data-theme={theme === 'system' ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="icon" href={assets.icon} />
        {assets.css.map((url) => (
          <link key={url} rel="stylesheet" href={url} />
        ))}
        <script src={assets.script} defer />
        {reloadSeconds !== undefined && (
          <noscript>
            <meta http-equiv="refresh" content={String(reloadSeconds)} />
          </noscript>
        )}
      </head>
      <body>
        {skipLink && (
          <a class="skip-link" href="#main">
            Skip to content
          </a>
        )}
        {children}
      </body>
    </html>
  );
}
