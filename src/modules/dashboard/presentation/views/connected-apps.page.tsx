import { AppFrame } from '../../../../common/ui/app-frame.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { API_INTEGRATION } from '../../../../common/ui/app-shell.js';
import { DataTable } from '../../../../common/ui/data-table.js';
import { EmptyState } from '../../../../common/ui/empty-state.js';
import { formatCount } from '../../../../common/ui/format.js';
import { Note } from '../../../../common/ui/note.js';
import { ConnectedAppRow } from './connected-app-row.js';
import type { ConnectedAppsView } from './connected-apps.view.js';
import { DisconnectDialog } from './disconnect-dialog.js';

const COLUMNS = [
  { title: 'Application' },
  { title: 'It is able to' },
  { title: 'Workspace' },
  { title: 'Access' },
  { title: 'Last used' },
  { title: 'Actions', hiddenTitle: true },
] as const;

export function ConnectedAppsPage(view: ConnectedAppsView) {
  const { shell, asked, notice } = view;
  return (
    <AppFrame
      shell={shell}
      title="Connected Apps"
      help="Applications that you have let in. Each acts in your name, with what you have allowed and may do yourself."
      current={appPaths.connectedApps}
      crumbs={[{ label: API_INTEGRATION }]}
    >
      {asked && <DisconnectDialog csrfToken={shell.csrfToken} application={asked} />}
      <div class="stack-large">
        {notice !== undefined && (
          <Note tone="ok" role="status">
            {notice}
          </Note>
        )}
        <Applications view={view} />
      </div>
    </AppFrame>
  );
}

function Applications({ view: { applications, shell, now } }: { view: ConnectedAppsView }) {
  return (
    <section class="card" aria-labelledby="applications">
      <div class="card-head">
        <div>
          <h2 id="applications">Your applications</h2>
          <p>{formatCount(applications.length, 'application')} connected in your name, over all workspaces</p>
        </div>
      </div>
      {applications.length === 0 ? (
        <NoApplications />
      ) : (
        <DataTable caption="Connected applications" columns={COLUMNS}>
          {applications.map((application) => (
            <ConnectedAppRow key={application.id} application={application} now={now} zone={shell.timezone} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function NoApplications() {
  return (
    <EmptyState title="Start in the application">
      <p>
        When an application wants to work with your links, it sends you here to ask. What you let in stands here, and
        this is where you end it.
      </p>
    </EmptyState>
  );
}
