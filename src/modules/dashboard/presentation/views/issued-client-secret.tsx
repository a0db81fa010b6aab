import { appPaths } from '../../../../common/ui/app-paths.js';
import { Facts } from '../../../../common/ui/facts.js';
import { CopyableSecret, OneTimeSecret } from '../../../../common/ui/one-time-secret.js';
import { Time } from '../../../../common/ui/time.js';
import { type ApplicationView, lastEnd } from './application.view.js';

export function IssuedClientSecret({ view, value }: { view: ApplicationView; value: string }) {
  const { application } = view;
  return (
    <OneTimeSecret title="Copy the new client secret now">
      <p class="muted small">We keep only a fingerprint of it. When you leave this page, nobody can show it again.</p>
      <div class="stack">
        <CopyableSecret id="issued-client-secret" what="client secret" value={value} primary />
        <Facts
          facts={[
            { term: 'Application', value: application.name },
            { term: 'Client ID', value: <code>{application.clientId}</code> },
            { term: 'Earlier secrets', value: <EarlierSecrets view={view} /> },
          ]}
        />
        <a class="button button-small" href={appPaths.application(application.id)}>
          I have stored it
        </a>
      </div>
    </OneTimeSecret>
  );
}

function EarlierSecrets({ view: { secrets, now, shell } }: { view: ApplicationView }) {
  const last = lastEnd(secrets, now);
  if (!last) return <>Stopped working</>;
  return (
    <>
      Work until <Time value={last} zone={shell.timezone} />
    </>
  );
}
