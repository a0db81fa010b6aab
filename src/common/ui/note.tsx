import type { ComponentChildren } from 'preact';
import { Icon, type IconName } from './icon.js';

interface NoteProps {
  readonly tone?: 'scope' | 'ok' | 'bad';
  readonly id?: string;
  /** `alert` for what went wrong, `status` for what was done. */
  readonly role?: 'alert' | 'status';
  readonly children: ComponentChildren;
}

const ICON_OF_TONE = { scope: 'info-circle', ok: 'check', bad: 'alert-circle' } as const satisfies Record<
  string,
  IconName
>;

export function Note({ tone, id, role, children }: NoteProps) {
  return (
    <div class={tone ? `note note-${tone}` : 'note'} id={id} role={role}>
      <Icon name={tone ? ICON_OF_TONE[tone] : 'info-circle'} />
      <div>{children}</div>
    </div>
  );
}
