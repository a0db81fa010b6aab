import type { PageBase } from '../../../../common/ui/document.js';
import { ShortLink } from '../../../../common/ui/short-link.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';

export interface LinkNotFoundView extends PageBase {
  readonly host: string;
  /** As the visitor sees it: decoded. */
  readonly slug: string;
}

export function LinkNotFoundPage({ assets, host, slug }: LinkNotFoundView) {
  return (
    <SoloFrame assets={assets} title="Link not found" footer={`Error 404 · ${host}`}>
      <p>
        <ShortLink host={host} slug={slug} />
      </p>
      <h1 class="headline">This link leads nowhere</h1>
      <p>
        There is no page behind it. Capital letters count: <span class="mono">/Sale</span> and{' '}
        <span class="mono">/sale</span> are two different links.
      </p>
      <p class="muted">Compare it with where you found it, or ask the person who gave it to you.</p>
    </SoloFrame>
  );
}
