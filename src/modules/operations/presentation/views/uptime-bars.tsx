import { formatCount, formatDate } from '../../../../common/ui/format.js';

/** `unknown`: before this installation began. */
export type DayState = 'up' | 'problem' | 'down' | 'unknown';

const DAY_MS = 86_400_000;
const GAP = 0.23;

/** How much of the bar's height is drawn, in percent: a worse day is a shorter bar. */
const HEIGHT: Record<DayState, number> = { up: 100, problem: 60, down: 25, unknown: 100 };
const WORDS: Record<DayState, string> = { up: 'up', problem: 'problems', down: 'down', unknown: 'no data yet' };

interface UptimeBarsProps {
  readonly days: readonly DayState[];
  readonly lastDay: Date;
}

/** Percent coordinates and no viewBox: the bars stretch with the page. */
export function UptimeBars({ days, lastDay }: UptimeBarsProps) {
  const step = 100 / days.length;
  return (
    <svg class="uptime" role="img" aria-label={summaryOf(days)}>
      {days.map((state, index) => {
        const date = new Date(lastDay.getTime() - (days.length - 1 - index) * DAY_MS);
        return (
          <rect
            key={index}
            class={state === 'up' ? undefined : `uptime-${state}`}
            x={percent(index * step)}
            y={percent(100 - HEIGHT[state])}
            width={percent(step * (1 - GAP))}
            height={percent(HEIGHT[state])}
          >
            <title>{`${formatDate(date, 'UTC')}: ${WORDS[state]}`}</title>
          </rect>
        );
      })}
    </svg>
  );
}

const percent = (value: number): string => `${value.toFixed(2)}%`;

function summaryOf(days: readonly DayState[]): string {
  const troubled = days.filter((state) => state === 'problem' || state === 'down').length;
  return `${formatCount(days.length, 'day')}: ${troubled === 0 ? 'no problems' : `${troubled} with problems`}`;
}
