import { Badge } from '../../../../common/ui/badge.js';
import { daysUntil, formatCount } from '../../../../common/ui/format.js';

const SOON_DAYS = 14;

export const endsSoon = (expiresAt: Date, now: Date): boolean => daysUntil(expiresAt, now) <= SOON_DAYS;

/** Says that an end is near, or past. */
export function ExpiryBadge({ expiresAt, now }: { expiresAt: Date; now: Date }) {
  const days = daysUntil(expiresAt, now);
  if (days > 0) return <Badge tone="warn" icon="clock">{`In ${formatCount(days, 'day')}`}</Badge>;
  return (
    <Badge tone="bad" icon="x">
      Expired
    </Badge>
  );
}
