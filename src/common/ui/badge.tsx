import { Icon, type IconName } from './icon.js';

interface BadgeProps {
  readonly tone?: 'ok' | 'warn' | 'bad';
  readonly icon: IconName;
  readonly children: string;
}

/** Colour, icon and word: each would do alone. */
export function Badge({ tone, icon, children }: BadgeProps) {
  return (
    <span class={tone ? `badge badge-${tone}` : 'badge'}>
      <Icon name={icon} />
      {children}
    </span>
  );
}
