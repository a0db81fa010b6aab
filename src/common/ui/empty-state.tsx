import type { ComponentChildren } from 'preact';

interface EmptyStateProps {
  /** Begins with a verb: what to do first. */
  readonly title: string;
  readonly example?: ComponentChildren;
  readonly children: ComponentChildren;
}

export function EmptyState({ title, example, children }: EmptyStateProps) {
  return (
    <div class="empty">
      {example !== undefined && <div class="snip">{example}</div>}
      <h3>{title}</h3>
      {children}
    </div>
  );
}
