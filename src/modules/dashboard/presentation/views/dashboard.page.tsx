import { AppFrame } from '../../../../common/ui/app-frame.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { ALL_WORKSPACES, type AppShell, nameOfActiveWorkspace } from '../../../../common/ui/app-shell.js';
import { Facts } from '../../../../common/ui/facts.js';
import { formatNumber } from '../../../../common/ui/format.js';
import { Note } from '../../../../common/ui/note.js';
import type { DashboardView } from './dashboard.view.js';
import { FirstStepsSection } from './first-steps-section.js';
import { RecentLinksSection } from './recent-links-section.js';

export function DashboardPage(view: DashboardView) {
  const { shell } = view;
  return (
    <AppFrame shell={shell} title="Dashboard" help={placeOf(shell)} current={appPaths.dashboard}>
      <div class="stack-large">
        {shell.activeWorkspace === null ? <NoWorkspace organization={shell.organization} /> : <Contents view={view} />}
      </div>
    </AppFrame>
  );
}

function placeOf(shell: AppShell): string {
  const name = nameOfActiveWorkspace(shell);
  if (name === ALL_WORKSPACES) return `All workspaces of ${shell.organization} that you reach.`;
  return `${name}, a workspace of ${shell.organization}.`;
}

function NoWorkspace({ organization }: { organization: string }) {
  return (
    <Note>
      <b>You are in no workspace yet.</b>{' '}
      <span class="muted">
        Links, domains and credentials live in workspaces. Ask an owner or admin of {organization} to add you to one.
      </span>
    </Note>
  );
}

function Contents({ view }: { view: DashboardView }) {
  return (
    <>
      <QuickFacts view={view} />
      <RecentLinksSection view={view} />
      <FirstStepsSection steps={view.steps} publicUrl={view.publicUrl} />
    </>
  );
}

function QuickFacts({ view: { plan, totals } }: { view: DashboardView }) {
  const limit = plan.requestsPerMinute;
  return (
    <section class="card card-section" aria-labelledby="facts">
      <h2 id="facts" class="visually-hidden">
        At a glance
      </h2>
      <Facts
        facts={[
          { term: 'Short links', value: formatNumber(totals.links) },
          { term: 'Clicks', value: formatNumber(totals.clicks) },
          { term: 'Members', value: formatNumber(totals.members) },
          { term: 'Plan', value: plan.name },
          { term: 'API requests', value: limit === null ? 'Without limit' : `${formatNumber(limit)} a minute` },
        ]}
      />
    </section>
  );
}
