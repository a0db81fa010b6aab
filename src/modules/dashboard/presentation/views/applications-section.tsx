import { appPaths } from '../../../../common/ui/app-paths.js';
import { CopyButton } from '../../../../common/ui/copy-button.js';
import { ActionsCell, Cell, DataTable, Row, RowHeader } from '../../../../common/ui/data-table.js';
import { EmptyState } from '../../../../common/ui/empty-state.js';
import { formatNumber } from '../../../../common/ui/format.js';
import { Icon } from '../../../../common/ui/icon.js';
import { Day } from '../../../../common/ui/time.js';
import { WrappedUrls } from '../../../../common/ui/wrapped-url.js';
import type { ApiKeysView, ApplicationItem } from './api-keys.view.js';
import { RegisterApplicationForm } from './register-application-form.js';
import { nameOfReach } from './reach-words.js';

const COLUMNS = [
  { title: 'Application' },
  { title: 'Client ID' },
  { title: 'Workspace' },
  { title: 'Redirect URI' },
  { title: 'People', numeric: true },
  { title: 'Actions', hiddenTitle: true },
] as const;

export function ApplicationsSection({ view }: { view: ApiKeysView }) {
  const { applications, shell, open } = view;
  return (
    <section class="stack" aria-labelledby="applications">
      <div class="card">
        <div class="card-head">
          <div>
            <h2 id="applications">Manage Your OAuth Applications</h2>
            <p>Programs that other people sign in to and allow to use their data.</p>
          </div>
          {view.creation === 'allowed' && <RegisterLink />}
        </div>
        {applications.length === 0 ? (
          <NoApplications />
        ) : (
          <DataTable caption="OAuth applications" columns={COLUMNS}>
            {applications.map((application) => (
              <ApplicationRow key={application.id} application={application} zone={shell.timezone} />
            ))}
          </DataTable>
        )}
      </div>
      {open?.kind === 'new-application' && <RegisterApplicationForm shell={shell} form={open.form} />}
    </section>
  );
}

function RegisterLink() {
  return (
    <a class="button" href={appPaths.newApplication}>
      <Icon name="apps" />
      Register New OAuth App
    </a>
  );
}

function NoApplications() {
  return (
    <EmptyState title="Let other people’s programs in">
      <p>Register a program, send its users to the approval page, and it gets a token for each of them who says yes.</p>
    </EmptyState>
  );
}

function ApplicationRow({ application, zone }: { application: ApplicationItem; zone: string }) {
  const { id, name, clientId, workspace, redirectUris, confidential, createdAt, owner } = application;
  return (
    <Row>
      <RowHeader>
        <b>{name}</b>
        <span class="sub">
          {confidential ? 'Confidential' : 'Public, PKCE only'} ·{' '}
          <span class="nowrap">
            made <Day value={createdAt} zone={zone} />
          </span>
        </span>
        {owner !== undefined && <span class="sub">by {owner}</span>}
      </RowHeader>
      <Cell label="Client ID">
        <div class="copyable">
          <code class="tiny" id={`client-id-${id}`}>
            {clientId}
          </code>
          <CopyButton source={`client-id-${id}`} what={`client ID of ${name}`} compact />
        </div>
      </Cell>
      <Cell label="Workspace">{nameOfReach(workspace)}</Cell>
      <Cell label="Redirect URI">
        <WrappedUrls urls={redirectUris} />
      </Cell>
      <Cell label="People" numeric>
        {formatNumber(application.people)}
      </Cell>
      <ActionsCell>
        {application.mayManage && (
          <a class="button button-small" href={appPaths.application(id)}>
            Manage<span class="visually-hidden"> {name}</span>
          </a>
        )}
      </ActionsCell>
    </Row>
  );
}
