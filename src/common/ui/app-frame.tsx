import type { ComponentChildren } from 'preact';
import { AppMenu } from './app-menu.js';
import { appPaths } from './app-paths.js';
import { type AppShell, nameOfActiveWorkspace } from './app-shell.js';
import { Brand } from './brand.js';
import { Document } from './document.js';
import { Icon } from './icon.js';
import { initialOf } from './initials.js';
import { PostForm } from './post-form.js';
import { WorkspaceSwitcher } from './workspace-switcher.js';

export interface Crumb {
  readonly label: string;
  readonly href?: string;
}

interface AppFrameProps {
  readonly shell: AppShell;
  /** Also the page's h1, unless `heading` says it more exactly. */
  readonly title: string;
  readonly help?: ComponentChildren;
  /** The path that the menu marks as current. */
  readonly current: string;
  /** Between the workspace and this page. */
  readonly crumbs?: readonly Crumb[];
  /** At the right of the head; at most one of them primary. */
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function AppFrame(props: AppFrameProps) {
  const { shell, title, help, current, crumbs = [], actions, children } = props;
  const path = [{ label: nameOfActiveWorkspace(shell), href: appPaths.dashboard }, ...crumbs];
  return (
    <Document assets={shell.assets} theme={shell.theme} title={`${title} · Trimlink`} skipLink>
      <div class="app">
        <TopBar shell={shell} />
        <Sidebar shell={shell} current={current} />
        <main class="main" id="main" tabindex={-1}>
          <Breadcrumb path={path} page={title} />
          <div class="page-head">
            <div>
              <h1>{title}</h1>
              {help !== undefined && <p>{help}</p>}
            </div>
            {actions}
          </div>
          <div class="ruler" aria-hidden="true" />
          {children}
          <p class="toast" role="status" data-said />
        </main>
      </div>
    </Document>
  );
}

/** On a phone: what opens the sidebar, without script. */
function TopBar({ shell }: { shell: AppShell }) {
  return (
    <header class="topbar">
      <button class="button button-icon" type="button" popovertarget="sidebar" aria-label="Open menu">
        <Icon name="menu-2" />
      </button>
      <Brand href={appPaths.dashboard} />
      <button class="button" type="button" popovertarget="sidebar">
        <span class="topbar-workspace">
          <span class="visually-hidden">Workspace: </span>
          {nameOfActiveWorkspace(shell)}
        </span>
        <Icon name="selector" />
      </button>
    </header>
  );
}

function Sidebar({ shell, current }: { shell: AppShell; current: string }) {
  return (
    <aside class="sidebar" id="sidebar" popover="auto" aria-label="Sidebar">
      <Brand href={appPaths.dashboard} />
      <WorkspaceSwitcher shell={shell} returnTo={current} />
      <AppMenu menu={shell.menu} current={current} />
      <SignedIn shell={shell} />
    </aside>
  );
}

function SignedIn({ shell: { user, organization, csrfToken } }: { shell: AppShell }) {
  const role = user.role.charAt(0).toUpperCase() + user.role.slice(1);
  return (
    <div class="signed-in">
      <span class="avatar" aria-hidden="true">
        {initialOf(user.name)}
      </span>
      <p class="grow">
        {user.name}
        <small>
          {role} · {organization}
        </small>
      </p>
      <PostForm action={appPaths.logout} csrfToken={csrfToken}>
        <button class="sign-out" aria-label="Sign out" title="Sign out">
          <Icon name="logout" />
        </button>
      </PostForm>
    </div>
  );
}

function Breadcrumb({ path, page }: { path: readonly Crumb[]; page: string }) {
  return (
    <nav class="breadcrumb" aria-label="Breadcrumb">
      <ol>
        {path.map(({ label, href }) => (
          <li key={label}>{href === undefined ? label : <a href={href}>{label}</a>}</li>
        ))}
        <li>
          <span aria-current="page">{page}</span>
        </li>
      </ol>
    </nav>
  );
}
