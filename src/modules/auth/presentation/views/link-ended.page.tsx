import { appPaths } from '../../../../common/ui/app-paths.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';

export interface LinkEndedView extends PageBase {
  readonly host: string;
}

export function LinkEndedPage({ assets, theme, host }: LinkEndedView) {
  return (
    <SoloFrame
      assets={assets}
      theme={theme}
      title="This link no longer works · Trimlink"
      brandHref={appPaths.dashboard}
      footer={`Error 410 · ${host}`}
    >
      <h1 class="headline">This link no longer works</h1>
      <p>It has been used, it is too old, or a newer one has taken its place.</p>
      <p>Did you set a password with it? Then sign in. Else ask whoever sent it for a new one.</p>
      <p>
        <a class="button" href={appPaths.login}>
          Sign in
        </a>
      </p>
    </SoloFrame>
  );
}
