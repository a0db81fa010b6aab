import { appPaths } from '../../../../common/ui/app-paths.js';
import { Badge } from '../../../../common/ui/badge.js';
import { CopyButton } from '../../../../common/ui/copy-button.js';
import { ActionsCell, Cell, DataTable, Row, RowHeader } from '../../../../common/ui/data-table.js';
import { EmptyState } from '../../../../common/ui/empty-state.js';
import { formatNumber } from '../../../../common/ui/format.js';
import { Icon } from '../../../../common/ui/icon.js';
import { ShortLink } from '../../../../common/ui/short-link.js';
import { Day } from '../../../../common/ui/time.js';
import type { DashboardView, RecentLink } from './dashboard.view.js';

const COLUMNS = [
  { title: 'Short link' },
  { title: 'Workspace' },
  { title: 'Status' },
  { title: 'Clicks', numeric: true },
  { title: 'Created' },
  { title: 'Actions', hiddenTitle: true },
] as const;

export function RecentLinksSection({ view: { recentLinks, shell } }: { view: DashboardView }) {
  return (
    <section class="card" aria-labelledby="recent">
      <div class="card-head">
        <h2 id="recent">Recent links</h2>
      </div>
      {recentLinks.length === 0 ? (
        <NoLinks />
      ) : (
        <DataTable caption="Recent links, newest first" columns={COLUMNS}>
          {recentLinks.map((link) => (
            <LinkRow key={link.id} link={link} zone={shell.timezone} />
          ))}
        </DataTable>
      )}
    </section>
  );
}

function NoLinks() {
  return (
    <EmptyState
      title="Cut your first link"
      example={
        <>
          <span class="snip-long">shop.example/service/spring?utm_source=poster</span>
          <Icon name="scissors" />
          <ShortLink host="go.example" slug="spring" />
        </>
      }
    >
      <p>One API call with a long address answers with a short one. All that it takes is a token.</p>
      <a class="button button-primary" href={appPaths.newToken}>
        Generate Token
      </a>
    </EmptyState>
  );
}

function LinkRow({ link, zone }: { link: RecentLink; zone: string }) {
  const { id, host, slug, shortUrl } = link;
  return (
    <Row>
      <RowHeader>
        <span id={`link-${id}`}>
          <ShortLink host={host} slug={slug} href={shortUrl} />
        </span>
        {link.title !== null && <span class="sub">{link.title}</span>}
        <span class="sub clip" title={link.destinationUrl}>
          <Icon name="arrow-right" /> {withoutScheme(link.destinationUrl)}
        </span>
      </RowHeader>
      <Cell label="Workspace">{link.workspace}</Cell>
      <Cell label="Status">
        {link.isExpired ? (
          <Badge tone="bad" icon="x">
            Expired
          </Badge>
        ) : (
          <Badge tone="ok" icon="check">
            Active
          </Badge>
        )}
      </Cell>
      <Cell label="Clicks" numeric>
        <b>{formatNumber(link.clicks)}</b>
      </Cell>
      <Cell label="Created" nowrap>
        <Day value={link.createdAt} zone={zone} />
      </Cell>
      <ActionsCell>
        <CopyButton source={`link-${id}`} text={shortUrl} what={`${host}/${slug}`} compact />
      </ActionsCell>
    </Row>
  );
}

const withoutScheme = (url: string): string => url.replace(/^https?:\/\//, '');
