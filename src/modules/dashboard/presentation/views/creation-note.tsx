import { ALL_WORKSPACES, type AppShell, nameOfActiveWorkspace } from '../../../../common/ui/app-shell.js';
import { Note } from '../../../../common/ui/note.js';
import type { ApiKeysView } from './api-keys.view.js';

interface CreationNoteProps {
  readonly shell: AppShell;
  readonly creation: ApiKeysView['creation'];
}

/** How far a credential made now reaches, or why none can be made. */
export function CreationNote({ shell, creation }: CreationNoteProps) {
  switch (creation) {
    case 'allowed':
      return <Reach shell={shell} />;
    case 'no-permission':
      return (
        <Note>
          <b>You can’t make tokens or applications here.</b>{' '}
          <span class="muted">
            That takes the permission <code>credentials.create</code>. An owner or admin of {shell.organization} can
            give it to you.
          </span>
        </Note>
      );
    case 'no-workspace':
      return (
        <Note>
          <b>You are in no workspace yet.</b>{' '}
          <span class="muted">
            Every token and application belongs to one. Ask an owner or admin of {shell.organization} to add you.
          </span>
        </Note>
      );
  }
}

function Reach({ shell }: { shell: AppShell }) {
  if (shell.activeWorkspace === 'all') {
    return (
      <Note tone="scope">
        <b>What you make here reaches every workspace that you reach.</b>{' '}
        <span class="muted">
          Those made later count too. To keep it to one workspace, choose that one in the sidebar first.
        </span>
      </Note>
    );
  }
  return (
    <Note tone="scope">
      <b>What you make here reaches {nameOfActiveWorkspace(shell)} only.</b>{' '}
      <span class="muted">
        That stays so when you switch to another workspace. To reach all of them, choose {ALL_WORKSPACES} in the sidebar
        first.
      </span>
    </Note>
  );
}
