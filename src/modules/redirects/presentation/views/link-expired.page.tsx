import type { PageBase } from '../../../../common/ui/document.js';
import { ShortLink } from '../../../../common/ui/short-link.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';
import { Day } from '../../../../common/ui/time.js';

export interface LinkExpiredView extends PageBase {
  readonly host: string;
  readonly slug: string;
  /** Absent: it ended by its number of visits, not by date. */
  readonly expiredAt?: Date;
}

export function LinkExpiredPage({ assets, host, slug, expiredAt }: LinkExpiredView) {
  return (
    <SoloFrame assets={assets} title="Link expired" footer={`Error 410 · ${host}`}>
      <p>
        <ShortLink host={host} slug={slug} />
      </p>
      <h1 class="headline">This link has expired</h1>
      <p>
        {expiredAt === undefined ? (
          'It was made for a number of visits, and they are used up.'
        ) : (
          <>
            It ended on <Day value={expiredAt} zone="UTC" />.
          </>
        )}{' '}
        Nothing is wrong with your device.
      </p>
      <p class="muted">The person who gave it to you may have a new one.</p>
    </SoloFrame>
  );
}
