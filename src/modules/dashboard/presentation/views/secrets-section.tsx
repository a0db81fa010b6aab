import { appPaths } from '../../../../common/ui/app-paths.js';
import { Badge } from '../../../../common/ui/badge.js';
import { ActionsCell, Cell, DataTable, Row, RowHeader } from '../../../../common/ui/data-table.js';
import { formatDateTime } from '../../../../common/ui/format.js';
import { Icon } from '../../../../common/ui/icon.js';
import { Time } from '../../../../common/ui/time.js';
import type { ApplicationView, SecretItem } from './application.view.js';
import { deleteSecretDialogId } from './delete-secret-dialog.js';
import { ExpiryBadge } from './expiry-badge.js';

const COLUMNS = [{ title: 'Secret' }, { title: 'Expires' }, { title: 'Actions', hiddenTitle: true }] as const;

export function SecretsSection({ view }: { view: ApplicationView }) {
  const { application, secrets, shell, now } = view;
  return (
    <section class="card" aria-labelledby="secrets">
      <div class="card-head">
        <div>
          <h2 id="secrets">Client secrets</h2>
          <p>
            Its server proves itself by one of them. We keep only their fingerprints, so nobody can show them again.
          </p>
        </div>
        {application.mayManage && (
          <a class="button" href={appPaths.askNewSecret(application.id)} data-opens="new-secret">
            <Icon name="key" />
            New secret
          </a>
        )}
      </div>
      <DataTable caption="Client secrets" columns={COLUMNS}>
        {secrets.map((secret) => (
          <SecretRow key={secret.id} applicationId={application.id} secret={secret} now={now} zone={shell.timezone} />
        ))}
      </DataTable>
    </section>
  );
}

interface SecretRowProps {
  readonly applicationId: string;
  readonly secret: SecretItem;
  readonly now: Date;
  readonly zone: string;
}

function SecretRow({ applicationId, secret, now, zone }: SecretRowProps) {
  const { id, createdAt, expiresAt, mayDelete } = secret;
  return (
    <Row>
      <RowHeader>
        <b>
          Made <Time value={createdAt} zone={zone} />
        </b>
      </RowHeader>
      <Cell label="Expires">
        {expiresAt === null ? (
          <Badge tone="ok" icon="check">
            Active
          </Badge>
        ) : (
          <ExpiryBadge expiresAt={expiresAt} now={now} />
        )}
        <span class="sub">{expiresAt === null ? 'No end date' : <Time value={expiresAt} zone={zone} />}</span>
      </Cell>
      <ActionsCell>
        {mayDelete && (
          <a
            class="button button-small button-danger-quiet"
            href={appPaths.askDeleteSecret(applicationId, id)}
            data-opens={deleteSecretDialogId(id)}
          >
            Delete…<span class="visually-hidden"> the secret of {formatDateTime(createdAt, zone)}</span>
          </a>
        )}
      </ActionsCell>
    </Row>
  );
}
