import type { GrantedScope } from '../../../../common/domain/access/scope.js';
import { parseUrl } from '../../../../common/domain/parse-url.js';
import { appPaths } from '../../../../common/ui/app-paths.js';
import type { PageBase } from '../../../../common/ui/document.js';
import { initialOf, monogramOf } from '../../../../common/ui/initials.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import { SoloFrame } from '../../../../common/ui/solo-frame.js';
import { Day } from '../../../../common/ui/time.js';
import { Abilities } from './abilities.js';
import { type ConsentWorkspace, WorkspaceQuestion } from './workspace-question.js';

export interface ConsentView extends PageBase {
  readonly csrfToken: string;
  readonly host: string;
  readonly timezone: string;
  /** The pending authorization request that the answer belongs to. */
  readonly requestId: string;
  readonly application: ConsentApplication;
  readonly scopes: readonly GrantedScope[];
  readonly workspace: ConsentWorkspace;
  readonly user: { readonly name: string; readonly email: string };
  readonly switchAccountHref: string;
  readonly accessUntil: Date;
  readonly redirectHost: string;
}

export interface ConsentApplication {
  readonly name: string;
  readonly link: string;
  readonly description: string;
  readonly organization: string;
  readonly isOwnOrganization: boolean;
  readonly registeredAt: Date;
}

export function ConsentPage(view: ConsentView) {
  return (
    <SoloFrame
      assets={view.assets}
      theme={view.theme}
      title={`Authorize ${view.application.name} · Trimlink`}
      brandHref={appPaths.dashboard}
      size="consent"
      footer={view.host}
    >
      <PostForm class="card" action={appPaths.authorize} csrfToken={view.csrfToken}>
        <input type="hidden" name="request" value={view.requestId} />
        <Application application={view.application} timezone={view.timezone} />
        <Abilities scopes={view.scopes} />
        <WorkspaceQuestion workspace={view.workspace} />
        <Account user={view.user} switchAccountHref={view.switchAccountHref} />
        <p class="card-section small">
          <b>For how long:</b> until <Day value={view.accessUntil} zone={view.timezone} />, or until you end it under
          API Integration → Connected Apps.
        </p>
        <Answer redirectHost={view.redirectHost} />
      </PostForm>
    </SoloFrame>
  );
}

function Application({ application, timezone }: { application: ConsentApplication; timezone: string }) {
  const { name, link, description, organization, isOwnOrganization, registeredAt } = application;
  return (
    <div class="card-section consent-head">
      <span class="monogram" aria-hidden="true">
        {monogramOf(name)}
      </span>
      <div>
        <h1>{name} asks for access</h1>
        <p class="small">
          <a href={link} rel="noopener noreferrer nofollow">
            {hostOf(link)}
          </a>
          <br />
          <span class="muted">
            Run by {organization}, {isOwnOrganization ? 'your own organization' : 'another organization on this server'}
            , since <Day value={registeredAt} zone={timezone} />
          </span>
        </p>
        {description !== '' && <p>“{description}”</p>}
      </div>
    </div>
  );
}

const hostOf = (link: string): string => parseUrl(link)?.host ?? link;

function Account({ user, switchAccountHref }: Pick<ConsentView, 'user' | 'switchAccountHref'>) {
  return (
    <div class="card-section row">
      <span class="avatar" aria-hidden="true">
        {initialOf(user.name)}
      </span>
      <p class="grow small">
        Signed in as <b>{user.email}</b>
      </p>
      <a class="small" href={switchAccountHref}>
        Use another account
      </a>
    </div>
  );
}

function Answer({ redirectHost }: { redirectHost: string }) {
  return (
    <div class="card-foot">
      <SubmitButton tone="primary" name="decision" value="authorize" busy="Authorizing…">
        Authorize
      </SubmitButton>
      <SubmitButton name="decision" value="deny" busy="Going back…">
        Deny
      </SubmitButton>
      <span class="small muted grow">
        Either way you go back to <code>{redirectHost}</code>
      </span>
    </div>
  );
}
