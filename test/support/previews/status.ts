import {
  type ComponentStatus,
  StatusPage,
  type StatusView,
} from '../../../src/modules/operations/presentation/views/status.page.js';
import type { DayState } from '../../../src/modules/operations/presentation/views/uptime-bars.js';
import type { Preview } from './preview.js';
import { assets, HOST, NOW } from './shell.js';

const days = (...troubles: readonly (readonly [daysAgo: number, state: DayState])[]): readonly DayState[] => {
  const all = new Array<DayState>(90).fill('up');
  for (const [daysAgo, state] of troubles) all[89 - daysAgo] = state;
  return all;
};

const working = (name: string, more: Partial<ComponentStatus> = {}): ComponentStatus => ({
  name,
  state: 'working',
  days: days(),
  uptimePercent: 100,
  ...more,
});

const status: StatusView = {
  assets,
  host: HOST,
  checkedAt: NOW,
  supportEmail: 'help@harbourbikes.example',
  components: [
    working('Redirects', { days: days([29, 'problem']), uptimePercent: 99.99 }),
    working('API', { detail: '/api/1.0', days: days([29, 'down'], [60, 'problem']), uptimePercent: 99.931 }),
    working('Dashboard', { uptimePercent: 99.95 }),
    working('Click counting', { detail: '2 s behind' }),
  ],
};

const troubled: StatusView = {
  ...status,
  supportEmail: undefined,
  components: [
    working('Redirects', { days: new Array<DayState>(90).fill('unknown'), uptimePercent: null }),
    working('API', { state: 'degraded', days: days([0, 'problem']) }),
    working('Click counting', { state: 'down', days: days([0, 'down']), uptimePercent: 98.2 }),
  ],
};

export const statusPreviews: readonly Preview[] = [
  { name: 'status', page: StatusPage(status) },
  { name: 'status-troubled', page: StatusPage(troubled) },
];
