import type { ComponentChildren } from 'preact';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { Facts } from '../../../../common/ui/facts.js';
import { daysUntil, formatCount } from '../../../../common/ui/format.js';
import { Note } from '../../../../common/ui/note.js';
import { CopyableSecret, OneTimeSecret } from '../../../../common/ui/one-time-secret.js';
import { Day } from '../../../../common/ui/time.js';
import { WrappedUrls } from '../../../../common/ui/wrapped-url.js';
import type { IssuedApplication, IssuedToken } from './api-keys.view.js';
import { nameOfReach } from './reach-words.js';
import { ScopeTags } from './scope-tags.js';

interface IssuedSecretProps {
  readonly issued: IssuedToken | IssuedApplication;
  readonly zone: string;
  readonly now: Date;
}

export function IssuedSecret({ issued, zone, now }: IssuedSecretProps) {
  if (issued.kind === 'token') return <Token issued={issued} zone={zone} now={now} />;
  if (issued.clientSecret === undefined) return <PublicApplication issued={issued} />;
  return <ConfidentialApplication issued={issued} clientSecret={issued.clientSecret} />;
}

function Token({ issued, zone, now }: IssuedSecretProps & { issued: IssuedToken }) {
  return (
    <OneTimeSecret title="Copy your token now">
      <p class="muted small">We keep only a fingerprint of it. When you leave this page, nobody can show it again.</p>
      <div class="stack">
        <CopyableSecret id="issued-token" what="token" value={issued.token} primary />
        <Facts
          facts={[
            { term: 'Name', value: issued.name ?? 'None' },
            { term: 'Workspace', value: nameOfReach(issued.workspace) },
            {
              term: 'Expires',
              value: (
                <>
                  <Day value={issued.expiresAt} zone={zone} />{' '}
                  <span class="muted">({formatCount(daysUntil(issued.expiresAt, now), 'day')})</span>
                </>
              ),
            },
            { term: 'Scopes', value: <ScopeTags scopes={issued.scopes} /> },
          ]}
        />
        <Stored>
          Send it as <code>Authorization: Bearer {issued.masked}</code>
        </Stored>
      </div>
    </OneTimeSecret>
  );
}

interface ConfidentialApplicationProps {
  readonly issued: IssuedApplication;
  readonly clientSecret: string;
}

function ConfidentialApplication({ issued, clientSecret }: ConfidentialApplicationProps) {
  return (
    <OneTimeSecret title="Copy the client secret now">
      <p class="muted small">
        {issued.name} is registered. We keep only a fingerprint of its secret: when you leave this page, nobody can show
        it again.
      </p>
      <div class="stack">
        <Labelled label="Client ID">
          <CopyableSecret id="issued-client-id" what="client ID" value={issued.clientId} />
        </Labelled>
        <Labelled label="Client secret">
          <CopyableSecret id="issued-client-secret" what="client secret" value={clientSecret} primary />
        </Labelled>
        <ApplicationFacts issued={issued} />
        <Stored>The client ID stays on this page.</Stored>
      </div>
    </OneTimeSecret>
  );
}

/** Nothing here is shown only once, so that it has no dashed frame. */
function PublicApplication({ issued }: { issued: IssuedApplication }) {
  return (
    <section class="card card-section stack" aria-labelledby="registered">
      <h2 id="registered" tabindex={-1} data-focus>
        {issued.name} is registered
      </h2>
      <Note>It has no secret: it proves itself by PKCE with every sign-in.</Note>
      <Labelled label="Client ID">
        <CopyableSecret id="issued-client-id" what="client ID" value={issued.clientId} primary />
      </Labelled>
      <ApplicationFacts issued={issued} />
    </section>
  );
}

function ApplicationFacts({ issued }: { issued: IssuedApplication }) {
  return (
    <Facts
      facts={[
        { term: 'Workspace', value: nameOfReach(issued.workspace) },
        { term: 'Redirect URI', value: <WrappedUrls urls={issued.redirectUris} /> },
      ]}
    />
  );
}

function Labelled({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div>
      <p class="label">{label}</p>
      {children}
    </div>
  );
}

function Stored({ children }: { children: ComponentChildren }) {
  return (
    <div class="row">
      <a class="button button-small" href={appPaths.apiKeys}>
        I have stored it
      </a>
      <span class="small muted">{children}</span>
    </div>
  );
}
