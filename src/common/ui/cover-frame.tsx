import type { ComponentChildren } from 'preact';
import { appPaths } from './app-paths.js';
import { Brand } from './brand.js';
import { Document, type PageBase } from './document.js';
import { Icon } from './icon.js';
import { ShortLink } from './short-link.js';

interface CoverFrameProps extends PageBase {
  readonly title: string;
  /** Where this installation runs. */
  readonly host: string;
  /** The host of its short links, for the picture on the mat. */
  readonly shortHost: string;
  readonly children: ComponentChildren;
}

const LONG_ADDRESS =
  'https://shop.example/service/spring?utm_source=poster&utm_medium=print&utm_campaign=workshop&ref=window-display';

/** The mat with a cut link beside a form: sign-in and registration. */
export function CoverFrame({ assets, theme, title, host, shortHost, children }: CoverFrameProps) {
  return (
    <Document assets={assets} theme={theme} title={`${title} · Trimlink`} skipLink>
      <div class="cover">
        <header class="mat">
          <Brand href={appPaths.dashboard} />
          <div aria-hidden="true">
            <p class="mat-long">{LONG_ADDRESS}</p>
            <p class="mat-cut">
              <Icon name="scissors" />
            </p>
            <p>
              <ShortLink host={shortHost} slug="spring" />
            </p>
          </div>
          <p class="mat-host">{host}</p>
        </header>
        <main class="pane" id="main" tabindex={-1}>
          <div class="stack">{children}</div>
        </main>
      </div>
    </Document>
  );
}
