import { formatDate, formatDateTime, formatSince } from './format.js';

interface TimeProps {
  readonly value: Date;
  readonly zone: string;
}

/** `25 Nov 2026, 09:14` in the reader's zone. */
export function Time({ value, zone }: TimeProps) {
  return <time datetime={value.toISOString()}>{formatDateTime(value, zone)}</time>;
}

/** `25 Nov 2026`. */
export function Day({ value, zone }: TimeProps) {
  return (
    <time datetime={value.toISOString()} title={formatDateTime(value, zone)}>
      {formatDate(value, zone)}
    </time>
  );
}

/** `8 minutes ago`. */
export function Since({ value, now, zone }: TimeProps & { readonly now: Date }) {
  return (
    <time datetime={value.toISOString()} title={formatDateTime(value, zone)}>
      {formatSince(value, now, zone)}
    </time>
  );
}
