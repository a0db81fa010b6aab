import { appPaths } from '../../../../common/ui/app-paths.js';
import { ActionsCell, Cell, DataTable, Row, RowHeader } from '../../../../common/ui/data-table.js';
import { EmptyState } from '../../../../common/ui/empty-state.js';
import { formatCount, formatNumber } from '../../../../common/ui/format.js';
import { Day, Since } from '../../../../common/ui/time.js';
import { type ApiKeysView, nameOfToken, type PlanFacts, type TokenItem } from './api-keys.view.js';
import { endsSoon, ExpiryBadge } from './expiry-badge.js';
import { nameOfReach } from './reach-words.js';
import { revokeDialogId } from './revoke-token-dialog.js';
import { ScopeTags } from './scope-tags.js';

const COLUMNS = [
  { title: 'Token' },
  { title: 'Workspace' },
  { title: 'Scopes' },
  { title: 'Expires' },
  { title: 'Last used' },
  { title: 'Requests, 30 days', numeric: true },
  { title: 'Actions', hiddenTitle: true },
] as const;

export function TokensSection({ view }: { view: ApiKeysView }) {
  const { tokens, plan, shell, now } = view;
  const active = tokens.filter(({ expiresAt }) => expiresAt > now).length;
  return (
    <section class="card" aria-labelledby="tokens">
      <div class="card-head">
        <div>
          <h2 id="tokens">API tokens</h2>
          <p>
            {formatNumber(active)} active · {limitOf(plan)}, shared by all credentials of {shell.organization}
          </p>
        </div>
      </div>
      {tokens.length === 0 ? (
        <NoTokens canCreate={view.creation === 'allowed'} />
      ) : (
        <DataTable caption="API tokens" columns={COLUMNS}>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} now={now} zone={shell.timezone} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

const limitOf = ({ name, requestsPerMinute }: PlanFacts): string =>
  requestsPerMinute === null
    ? `plan ${name}: requests without limit`
    : `plan ${name}: ${formatCount(requestsPerMinute, 'request')} a minute`;

function NoTokens({ canCreate }: { canCreate: boolean }) {
  return (
    <EmptyState title={canCreate ? 'Generate your first token' : 'No tokens here'}>
      <p>A script sends its token with every request. It may do what you may do, until it expires or you revoke it.</p>
      {canCreate && (
        <a class="button" href={appPaths.newToken}>
          Generate Token
        </a>
      )}
    </EmptyState>
  );
}

interface TokenRowProps {
  readonly token: TokenItem;
  readonly now: Date;
  readonly zone: string;
}

function TokenRow({ token, now, zone }: TokenRowProps) {
  const name = nameOfToken(token);
  return (
    <Row>
      <RowHeader>
        <b>{name}</b>
        {token.name !== null && <span class="sub mono">{token.masked}</span>}
        {token.owner !== undefined && <span class="sub">of {token.owner}</span>}
      </RowHeader>
      <Cell label="Workspace">{nameOfReach(token.workspace)}</Cell>
      <Cell label="Scopes">
        <ScopeTags scopes={token.scopes} />
      </Cell>
      <Cell label="Expires" nowrap>
        <Expiry token={token} now={now} zone={zone} />
      </Cell>
      <Cell label="Last used" nowrap>
        {token.lastUsedAt === null ? 'Never' : <Since value={token.lastUsedAt} now={now} zone={zone} />}
        {token.lastUsedAddress !== null && <span class="sub mono">{token.lastUsedAddress}</span>}
      </Cell>
      <Cell label="30 days" numeric>
        {formatNumber(token.uses30Days)}
      </Cell>
      <ActionsCell>
        {token.mayRevoke && (
          <a
            class="button button-small button-danger-quiet"
            href={appPaths.askRevokeToken(token.id)}
            data-opens={revokeDialogId(token.id)}
          >
            Revoke…<span class="visually-hidden"> {name}</span>
          </a>
        )}
      </ActionsCell>
    </Row>
  );
}

function Expiry({ token: { createdAt, expiresAt }, now, zone }: TokenRowProps) {
  if (!endsSoon(expiresAt, now)) {
    return (
      <>
        <Day value={expiresAt} zone={zone} />
        <span class="sub">
          Made <Day value={createdAt} zone={zone} />
        </span>
      </>
    );
  }
  return (
    <>
      <ExpiryBadge expiresAt={expiresAt} now={now} />
      <span class="sub">
        <Day value={expiresAt} zone={zone} />
      </span>
    </>
  );
}
