import type { ComponentChildren } from 'preact';
import { appPaths } from '../../../../common/ui/app-paths.js';
import { Badge } from '../../../../common/ui/badge.js';
import { CopyButton } from '../../../../common/ui/copy-button.js';
import type { FirstSteps } from './dashboard.view.js';

interface FirstStepsSectionProps {
  readonly steps: FirstSteps;
  readonly publicUrl: string;
}

export function FirstStepsSection({ steps, publicUrl }: FirstStepsSectionProps) {
  return (
    <section class="card" aria-labelledby="steps">
      <div class="card-head">
        <div>
          <h2 id="steps">First steps</h2>
          <p>From nothing to a program that cuts links for other people.</p>
        </div>
      </div>
      <ol class="card-body steps stack">
        <Step title="Generate a token" isDone={steps.hasToken}>
          <p class="muted">
            For your own scripts, under <a href={appPaths.apiKeys}>API Keys</a>.
          </p>
        </Step>
        <Step title="Cut a link with it" isDone={steps.hasLink}>
          <div class="stack-small">
            <pre class="snippet" id="first-call">
              {firstCall(publicUrl)}
            </pre>
            <CopyButton source="first-call" what="the call" />
          </div>
        </Step>
        <Step title="Register an OAuth application" isDone={steps.hasApplication}>
          <p class="muted">
            Then other people can let your program use their links. All calls stand in the{' '}
            <a href={appPaths.apiReference}>API Reference</a>.
          </p>
        </Step>
      </ol>
    </section>
  );
}

const firstCall = (publicUrl: string): string =>
  [
    `curl ${publicUrl}/api/1.0/short-urls/ \\`,
    "  -H 'Authorization: Bearer YOUR_TOKEN' \\",
    "  -H 'Content-Type: application/json' \\",
    `  -d '{"destination_url": "https://example.com/a/long/address"}'`,
  ].join('\n');

interface StepProps {
  readonly title: string;
  readonly isDone: boolean;
  readonly children: ComponentChildren;
}

function Step({ title, isDone, children }: StepProps) {
  return (
    <li>
      <h3>
        {title}{' '}
        {isDone && (
          <Badge tone="ok" icon="check">
            Done
          </Badge>
        )}
      </h3>
      {children}
    </li>
  );
}
