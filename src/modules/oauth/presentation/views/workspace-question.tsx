import type { ComponentChildren } from 'preact';
import { ALL_WORKSPACES } from '../../../../common/ui/app-shell.js';
import { formatCount } from '../../../../common/ui/format.js';

export interface WorkspaceOption {
  readonly id: string;
  readonly name: string;
  readonly links?: number;
  readonly isActive: boolean;
}

/** A user of another organization picks one of theirs; otherwise the registration has settled it. */
export type ConsentWorkspace =
  | { readonly kind: 'choice'; readonly options: readonly WorkspaceOption[]; readonly selectedId: string }
  | { readonly kind: 'fixed'; readonly name: string }
  | { readonly kind: 'all' };

export function WorkspaceQuestion({ workspace }: { workspace: ConsentWorkspace }) {
  switch (workspace.kind) {
    case 'choice':
      return <Choices options={workspace.options} selectedId={workspace.selectedId} />;
    case 'fixed':
      return (
        <Settled>
          <b>{workspace.name}</b> only
        </Settled>
      );
    case 'all':
      return (
        <Settled>
          <b>{ALL_WORKSPACES}</b> that you can reach, those made later included
        </Settled>
      );
  }
}

function Settled({ children }: { children: ComponentChildren }) {
  return (
    <div class="card-section">
      <h2 class="label">In which workspace</h2>
      <p>{children}</p>
    </div>
  );
}

interface ChoicesProps {
  readonly options: readonly WorkspaceOption[];
  readonly selectedId: string;
}

function Choices({ options, selectedId }: ChoicesProps) {
  return (
    <fieldset class="card-section">
      <legend class="label">In which workspace?</legend>
      {options.map((option) => (
        <label key={option.id} class="choice">
          <input type="radio" name="workspace_id" value={option.id} checked={option.id === selectedId} />
          <span>
            <b>{option.name}</b>
            <span class="sub">{about(option)}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

const about = ({ isActive, links }: WorkspaceOption): string =>
  [isActive && 'Active now', links !== undefined && formatCount(links, 'link')].filter(Boolean).join(' · ');
