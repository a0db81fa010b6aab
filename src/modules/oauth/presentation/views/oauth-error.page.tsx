import { appPaths } from '../../../../common/ui/app-paths.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';

/** Faults of which the application can't be told by a redirect (RFC 6749 §4.1.2.1). */
export type OAuthFault = 'invalid_client' | 'invalid_redirect_uri' | 'invalid_request';

export interface OAuthErrorView extends PageBase {
  readonly fault: OAuthFault;
  /** Says exactly what is wrong, to whoever builds the application. */
  readonly detail?: string;
  readonly host: string;
  readonly requestId: string;
}

interface Words {
  readonly title: string;
  readonly text: string;
  readonly forDevelopers: string;
}

const WORDS: Record<OAuthFault, Words> = {
  invalid_client: {
    title: 'Invalid Client',
    text: 'An application sent you here, but no application is registered under the client ID that it gave.',
    forDevelopers:
      'Compare client_id with the one under API Integration → API Keys, character for character. A deleted application has none.',
  },
  invalid_redirect_uri: {
    title: 'Invalid Redirect URI',
    text: 'An application sent you here and wants you back at an address that isn’t registered for it. We don’t send anybody there.',
    forDevelopers:
      'redirect_uri must be given and equal a registered one, character for character: scheme, port, path and a slash at the end count.',
  },
  invalid_request: {
    title: 'Invalid Request',
    text: 'An application sent you here with a request that we can’t answer.',
    forDevelopers: 'Give each parameter once.',
  },
};

export function OAuthErrorPage(view: OAuthErrorView) {
  const { title, text, forDevelopers } = WORDS[view.fault];
  return (
    <SoloFrame
      assets={view.assets}
      theme={view.theme}
      title={`${title} · Trimlink`}
      brandHref={appPaths.dashboard}
      footer={`Error 400 · ${view.host}`}
    >
      <h1 class="headline">{title}</h1>
      <p>{text}</p>
      <p>Nothing was shared. Go back to the application and tell whoever runs it.</p>
      <section class="note" aria-labelledby="developers">
        <div class="stack-small">
          <h2 class="label" id="developers">
            If you build it
          </h2>
          {view.detail !== undefined && <p>{view.detail}</p>}
          <p class="muted">{forDevelopers}</p>
        </div>
      </section>
      <p class="muted small">
        Request <code>{view.requestId}</code>
      </p>
    </SoloFrame>
  );
}
