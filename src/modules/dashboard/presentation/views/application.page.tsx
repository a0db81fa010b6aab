import { AppFrame } from '../../../../common/ui/app-frame.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { API_INTEGRATION } from '../../../../common/ui/app-shell.js';
import { CopyButton } from '../../../../common/ui/copy-button.js';
import { Facts } from '../../../../common/ui/facts.js';
import { formatNumber } from '../../../../common/ui/format.js';
import { Note } from '../../../../common/ui/note.js';
import { Day } from '../../../../common/ui/time.js';
import type { ApplicationItem } from './api-keys.view.js';
import type { ApplicationView } from './application.view.js';
import { ChangeApplicationForm } from './change-application-form.js';
import { DeleteApplicationDialog } from './delete-application-dialog.js';
import { nameOfReach } from './reach-words.js';

export function ApplicationPage(view: ApplicationView) {
  const { shell, application, form, notice } = view;
  return (
    <AppFrame
      shell={shell}
      title={application.name}
      help="What people read when it asks them for access, and where they go back to."
      current={appPaths.apiKeys}
      crumbs={[{ label: API_INTEGRATION }, { label: 'API Keys', href: appPaths.apiKeys }]}
    >
      {view.isDeleting && <DeleteApplicationDialog csrfToken={shell.csrfToken} application={application} />}
      <div class="stack-large">
        {notice !== undefined && (
          <Note tone="ok" role="status">
            {notice}
          </Note>
        )}
        <About application={application} zone={shell.timezone} />
        <ChangeApplicationForm shell={shell} application={application} form={form} />
        <DeleteApplication application={application} />
      </div>
    </AppFrame>
  );
}

function About({ application, zone }: { application: ApplicationItem; zone: string }) {
  const { clientId, workspace, confidential, people, createdAt } = application;
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
          { term: 'Approved by', value: people === 1 ? '1 person' : `${formatNumber(people)} people` },
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
