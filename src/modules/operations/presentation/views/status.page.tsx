import { appPaths } from '../../../../common/ui/app-paths.js';
import { Badge } from '../../../../common/ui/badge.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { formatPercent } from '../../../../common/ui/format.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';
import { Time } from '../../../../common/ui/time.js';
import { type DayState, UptimeBars } from './uptime-bars.js';

const STATUS_RELOAD_SECONDS = 30;

export interface StatusView extends PageBase {
  readonly host: string;
  readonly checkedAt: Date;
  readonly components: readonly ComponentStatus[];
  readonly supportEmail?: string;
}

export type ComponentState = 'working' | 'degraded' | 'down';

export interface ComponentStatus {
  readonly name: string;
  /** A measured fact: `2 s behind`. */
  readonly detail?: string;
  readonly state: ComponentState;
  /** One for each of the last days, today last. */
  readonly days: readonly DayState[];
  /** Over those days; null while nothing is known. */
  readonly uptimePercent: number | null;
}

export function StatusPage({ assets, theme, host, checkedAt, components, supportEmail }: StatusView) {
  return (
    <SoloFrame
      assets={assets}
      theme={theme}
      title="Status · Trimlink"
      brandHref={appPaths.status}
      size="wide"
      reloadSeconds={STATUS_RELOAD_SECONDS}
      footer={supportEmail === undefined ? host : <Support email={supportEmail} />}
    >
      <div id="status" class="stack-large" data-refresh-seconds={STATUS_RELOAD_SECONDS}>
        <div class="stack-small">
          <h1>{headlineOf(components)}</h1>
          <p class="muted">
            {host} · checked <Time value={checkedAt} zone="UTC" /> UTC · looks again every {STATUS_RELOAD_SECONDS}{' '}
            seconds
          </p>
        </div>
        <section class="card" aria-labelledby="parts">
          <h2 class="visually-hidden" id="parts">
            Parts
          </h2>
          {components.map((component) => (
            <Component key={component.name} component={component} checkedAt={checkedAt} />
          ))}
        </section>
        {components.some(({ days }) => days.includes('unknown')) && <UnknownDays />}
      </div>
    </SoloFrame>
  );
}

function headlineOf(components: readonly ComponentStatus[]): string {
  const troubled = components.filter(({ state }) => state !== 'working').map(({ name }) => name);
  if (troubled.length === 0) return 'Everything works';
  return troubled.length === 1 ? `${troubled.join()} has a problem` : `${troubled.length} parts have problems`;
}

function Component({ component, checkedAt }: { component: ComponentStatus; checkedAt: Date }) {
  const { name, detail, state, days, uptimePercent } = component;
  return (
    <div class="card-section stack-small">
      <div class="row">
        <h3 class="grow">
          {name} {detail !== undefined && <span class="muted small">{detail}</span>}
        </h3>
        <StateBadge state={state} />
      </div>
      <UptimeBars days={days} lastDay={checkedAt} />
      <p class="uptime-scale">
        <span>{days.length} days ago</span>
        <span>{uptimePercent === null ? 'No data yet' : `${formatPercent(uptimePercent)} up`}</span>
        <span>Today</span>
      </p>
    </div>
  );
}

function UnknownDays() {
  return (
    <p class="row small muted">
      <svg class="uptime uptime-key" aria-hidden="true">
        <rect class="uptime-unknown" width="100%" height="100%" />
      </svg>
      No data yet: these days lie before the first record.
    </p>
  );
}

function StateBadge({ state }: { state: ComponentState }) {
  switch (state) {
    case 'working':
      return (
        <Badge tone="ok" icon="check">
          Working
        </Badge>
      );
    case 'degraded':
      return (
        <Badge tone="warn" icon="alert-triangle">
          Slow
        </Badge>
      );
    case 'down':
      return (
        <Badge tone="bad" icon="x">
          Down
        </Badge>
      );
  }
}

function Support({ email }: { email: string }) {
  return (
    <>
      Is something else wrong? <a href={`mailto:${email}`}>{email}</a>
    </>
  );
}
