import { appPaths } from './app-paths.js';
import type { PageBase } from './document.js';
import { SoloFrame } from './solo-frame.js';

export interface ErrorView extends PageBase {
  readonly status: number;
  /** What exactly is wrong; told where the status leaves it open. */
  readonly message?: string;
  readonly requestId: string;
  readonly host: string;
  readonly retryAfterSeconds?: number;
  readonly supportEmail?: string;
}

interface Words {
  readonly title: string;
  readonly text: string;
  /** The message of such an error names what exactly is wrong. */
  readonly leavesOpen?: true;
}

const OUR_FAULT: Words = {
  title: 'Something broke on our side',
  text: 'Nothing that you did caused it. Try again in a moment.',
};

const WORDS_BY_STATUS: Partial<Record<number, Words>> = {
  400: {
    title: 'We can’t read this request',
    text: 'The address or the form holds something that doesn’t belong there.',
    leavesOpen: true,
  },
  403: {
    title: 'You may not do this',
    text: 'Your account lacks the right for it. An owner or admin can give it to you.',
    leavesOpen: true,
  },
  404: { title: 'This page doesn’t exist', text: 'Check the address. What it names may also be closed to you.' },
  405: { title: 'This can’t be done here', text: 'The page exists, but not for this kind of request.' },
  429: { title: 'Too many tries', text: 'We take a break here, so that nobody can guess passwords.' },
  500: OUR_FAULT,
  503: { title: 'We’ll be back in a moment', text: 'The database is out of reach. Short links keep working.' },
};

const YOUR_TURN: Words = { title: 'That didn’t work', text: 'Go back and try again.', leavesOpen: true };

const wordsFor = (status: number): Words => WORDS_BY_STATUS[status] ?? (status < 500 ? YOUR_TURN : OUR_FAULT);

export function ErrorPage(view: ErrorView) {
  const { title, text, leavesOpen } = wordsFor(view.status);
  return (
    <SoloFrame
      assets={view.assets}
      theme={view.theme}
      title={`${title} · Trimlink`}
      brandHref={appPaths.dashboard}
      footer={`Error ${view.status} · ${view.host}`}
    >
      <h1 class="headline">{title}</h1>
      <p>{leavesOpen ? (view.message ?? text) : text}</p>
      {view.retryAfterSeconds !== undefined && <p>{waitFor(view.retryAfterSeconds)}</p>}
      <p>
        <a class="button" href={appPaths.dashboard}>
          Go to the dashboard
        </a>
      </p>
      <p class="muted small">
        Request <code>{view.requestId}</code>
        {view.supportEmail !== undefined && (
          <>
            . Ask <a href={`mailto:${view.supportEmail}`}>{view.supportEmail}</a> and give this number.
          </>
        )}
      </p>
    </SoloFrame>
  );
}

function waitFor(seconds: number): string {
  if (seconds < 90) return `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`;
  return `Try again in ${Math.ceil(seconds / 60)} minutes.`;
}
