import { expect, test } from '@jest/globals';
import { isTimeToDrain } from '../../../src/modules/clicks/infrastructure/click-drain-schedule.js';

test.each([
  ['after half a second, where there is time for it', 0.5, 500, true],
  ['not while visitors take all the time', 0.95, 500, false],
  ['not for some seconds then', 0.95, 4_500, false],
  ['after five seconds, whoever comes', 1, 5_000, true],
])('clicks are drained: %s', (_when, utilization, pause, isTime) => {
  expect(isTimeToDrain(utilization, pause)).toBe(isTime);
});
