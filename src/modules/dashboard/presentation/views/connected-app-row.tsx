import { appPaths } from '../../../../common/ui/app-paths.js';
import { ActionsCell, Cell, Row, RowHeader } from '../../../../common/ui/data-table.js';
import { SCOPE_WORDS } from '../../../../common/ui/scope-words.js';
import { Day, Since } from '../../../../common/ui/time.js';
import type { ConnectedAppItem } from './connected-apps.view.js';
import { disconnectDialogId } from './disconnect-dialog.js';
import { nameOfReach } from './reach-words.js';

interface ConnectedAppRowProps {
  readonly application: ConnectedAppItem;
  readonly now: Date;
  readonly zone: string;
}

export function ConnectedAppRow({ application, now, zone }: ConnectedAppRowProps) {
  const { id, name, link, organization, scopes, workspaces, lastUsedAt } = application;
  return (
    <Row>
      <RowHeader>
        <a href={link} rel="noopener noreferrer nofollow">
          {name}
        </a>
        <span class="sub">Run by {organization}</span>
        {application.description !== '' && <span class="sub">“{application.description}”</span>}
      </RowHeader>
      <Cell label="It is able to">
        {scopes.map((scope) => (
          <div key={scope}>{SCOPE_WORDS[scope].words}</div>
        ))}
      </Cell>
      <Cell label="Workspace">
        {workspaces === null
          ? nameOfReach(null)
          : workspaces.map((workspace) => <div key={workspace}>{workspace}</div>)}
      </Cell>
      <Cell label="Access">
        <Access application={application} zone={zone} />
      </Cell>
      <Cell label="Last used" nowrap>
        {lastUsedAt === null ? 'Never' : <Since value={lastUsedAt} now={now} zone={zone} />}
      </Cell>
      <ActionsCell>
        <a
          class="button button-small button-danger-quiet"
          href={appPaths.askDisconnect(id)}
          data-opens={disconnectDialogId(id)}
        >
          Disconnect…<span class="visually-hidden"> {name}</span>
        </a>
      </ActionsCell>
    </Row>
  );
}

function Access({ application: { connectedAt, expiresAt }, zone }: Pick<ConnectedAppRowProps, 'application' | 'zone'>) {
  return (
    <>
      {expiresAt === null ? (
        'None now; it need not ask again'
      ) : (
        <>
          Until <Day value={expiresAt} zone={zone} />
        </>
      )}
      <span class="sub">
        Since <Day value={connectedAt} zone={zone} />
      </span>
    </>
  );
}
