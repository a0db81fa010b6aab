import type { ComponentChildren } from 'preact';
import { Brand } from './brand.js';
import { Document, type PageBase } from './document.js';

interface SoloFrameProps extends PageBase {
  readonly title: string;
  /** Visitors of a short link see its host, not the product; where the brand stands it leads here. */
  readonly brandHref?: string;
  readonly size?: 'consent' | 'wide';
  readonly reloadSeconds?: number;
  readonly footer: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page that stands alone: no sidebar, one thing to read. */
export function SoloFrame(props: SoloFrameProps) {
  const { assets, theme, title, brandHref, size, reloadSeconds, footer, children } = props;
  const hasBrand = brandHref !== undefined;
  return (
    <Document assets={assets} theme={theme} title={title} skipLink={hasBrand} reloadSeconds={reloadSeconds}>
      <div class="solo">
        <header>{hasBrand && <Brand href={brandHref} />}</header>
        <main id="main" tabindex={-1} class={size ? `solo-${size} stack` : 'stack'}>
          {children}
        </main>
        <footer>{footer}</footer>
      </div>
    </Document>
  );
}
