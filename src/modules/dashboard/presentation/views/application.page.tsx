import { AppFrame } from '../../../../common/ui/app-frame.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { API_INTEGRATION } from '../../../../common/ui/app-shell.js';
import { CopyButton } from '../../../../common/ui/copy-button.js';
import { Facts } from '../../../../common/ui/facts.js';
import { formatCount, formatNumber } from '../../../../common/ui/format.js';
import { Note } from '../../../../common/ui/note.js';
import { Day, Since } from '../../../../common/ui/time.js';
import type { ApplicationItem } from './api-keys.view.js';
import type { ApplicationView } from './application.view.js';
import { ChangeApplicationForm } from './change-application-form.js';
import { DeleteApplicationDialog } from './delete-application-dialog.js';
import { DeleteSecretDialog } from './delete-secret-dialog.js';
import { IssuedClientSecret } from './issued-client-secret.js';
import { NewSecretDialog } from './new-secret-dialog.js';
import { nameOfReach } from './reach-words.js';
import { SecretsSection } from './secrets-section.js';

export function ApplicationPage(view: ApplicationView) {
  const { shell, application, form, notice, issuedSecret } = view;
  return (
    <AppFrame
      shell={shell}
      title={application.name}
      help="What people read when it asks them for access, and where they go back to."
      current={appPaths.apiKeys}
      crumbs={[{ label: API_INTEGRATION }, { label: 'API Keys', href: appPaths.apiKeys }]}
    >
      <OpenPanel view={view} />
      <div class="stack-large">
        {issuedSecret !== undefined && <IssuedClientSecret view={view} value={issuedSecret} />}
        {notice !== undefined && (
          <Note tone="ok" role="status">
            {notice}
          </Note>
        )}
        <About view={view} />
        {application.confidential && <SecretsSection view={view} />}
        <ChangeApplicationForm shell={shell} application={application} form={form} />
        <DeleteApplication application={application} />
      </div>
    </AppFrame>
  );
}

function OpenPanel({ view }: { view: ApplicationView }) {
  const { open, shell, application } = view;
  switch (open?.kind) {
    case undefined:
      return null;
    case 'delete-application':
      return <DeleteApplicationDialog csrfToken={shell.csrfToken} application={application} />;
    case 'new-secret':
      return <NewSecretDialog view={view} form={open.form} />;
    case 'delete-secret':
      return <DeleteSecretDialog view={view} secret={open.secret} />;
  }
}

function About({ view: { application, usage, now, shell } }: { view: ApplicationView }) {
  const { clientId, workspace, confidential, people, createdAt } = application;
  const { activeGrants, lastUsedAt, requests30Days } = usage;
  const zone = shell.timezone;
  return (
    <section class="card card-section stack" aria-labelledby="about">
      <h2 id="about">About this application</h2>
      <div class="row">
        <p>
          <span class="muted">Client ID</span> <code id="client-id">{clientId}</code>
        </p>
        <CopyButton source="client-id" what="client ID" compact />
      </div>
      <Facts
        facts={[
          { term: 'Workspace', value: nameOfReach(workspace) },
          { term: 'Type', value: confidential ? 'Runs on a server' : 'Runs on people’s devices' },
          {
            term: 'Active approvals',
            value:
              activeGrants === 0
                ? 'None'
                : `${formatNumber(activeGrants)} by ${formatCount(people, 'person', 'people')}`,
          },
          { term: 'Last used', value: lastUsedAt ? <Since value={lastUsedAt} now={now} zone={zone} /> : 'Never' },
          { term: 'Requests, 30 days', value: formatNumber(requests30Days) },
          { term: 'Registered', value: <Day value={createdAt} zone={zone} /> },
        ]}
      />
    </section>
  );
}

function DeleteApplication({ application: { id } }: { application: ApplicationItem }) {
  return (
    <section class="card" aria-labelledby="delete">
      <div class="card-head">
        <div>
          <h2 id="delete">Delete application</h2>
          <p>Everybody who approved it is disconnected at once.</p>
        </div>
        <a class="button button-danger-quiet" href={appPaths.askDeleteApplication(id)} data-opens="delete-application">
          Delete…
        </a>
      </div>
    </section>
  );
}
