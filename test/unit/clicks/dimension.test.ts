import { expect, test } from '@jest/globals';
import { OTHERS, readPlace } from '../../../src/modules/clicks/index.js';

test.each([
  ['FR/Paris', { country: 'FR', name: 'Paris' }],
  ['/Paris', { country: null, name: 'Paris' }],
  ['US/Winston/Salem', { country: 'US', name: 'Winston/Salem' }],
  [OTHERS, { country: null, name: OTHERS }],
])('the place %s is read', (value, place) => {
  expect(readPlace(value)).toEqual(place);
});
