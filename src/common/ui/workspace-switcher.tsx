import { appPaths } from './app-paths.js';
import { ALL_WORKSPACES, type AppShell, nameOfActiveWorkspace, type WorkspaceItem } from './app-shell.js';
import { Icon, type IconName } from './icon.js';
import { PostForm } from './post-form.js';

interface WorkspaceSwitcherProps {
  readonly shell: AppShell;
  /** Where the switch leads back to. */
  readonly returnTo: string;
}

export function WorkspaceSwitcher({ shell, returnTo }: WorkspaceSwitcherProps) {
  const name = nameOfActiveWorkspace(shell);
  if (shell.workspaces.length === 0) {
    return (
      <p class="switcher-current">
        <Current name={name} />
      </p>
    );
  }
  return (
    <details>
      <summary class="switcher-current">
        <Current name={name} />
        <span class="visually-hidden">Change workspace</span>
        <Icon name="selector" />
      </summary>
      <PostForm class="switcher-list" action={appPaths.activeWorkspace} csrfToken={shell.csrfToken}>
        <input type="hidden" name="return_to" value={returnTo} />
        <Choice id="all" name={ALL_WORKSPACES} icon="stack-2" isActive={shell.activeWorkspace === 'all'} />
        <hr />
        {shell.workspaces.map((workspace) => (
          <Choice
            key={workspace.id}
            id={workspace.id}
            name={workspace.name}
            icon={workspace.isDefault ? 'home' : 'folder'}
            isActive={isActive(shell, workspace)}
          />
        ))}
      </PostForm>
    </details>
  );
}

const isActive = ({ activeWorkspace }: AppShell, { id }: WorkspaceItem): boolean =>
  activeWorkspace !== null && activeWorkspace !== 'all' && activeWorkspace.id === id;

function Current({ name }: { name: string }) {
  return (
    <span class="grow">
      <small>Workspace</small>
      <b>{name}</b>
    </span>
  );
}

interface ChoiceProps {
  readonly id: string;
  readonly name: string;
  readonly icon: IconName;
  readonly isActive: boolean;
}

function Choice({ id, name, icon, isActive }: ChoiceProps) {
  return (
    <button name="workspace_id" value={id} aria-current={isActive ? 'true' : undefined}>
      <Icon name={icon} />
      <span class="grow">{name}</span>
      {isActive && <Icon name="check" />}
    </button>
  );
}
