import { expect, test } from '@jest/globals';
import { differences } from '../../../src/common/domain/changes.js';

test('what differs is named with what was and what is, and nothing else', () => {
  const before = { name: 'A', tags: ['x'], at: new Date(0), gone: null };
  expect(differences(before, { ...before, tags: ['x'], at: new Date(0) })).toEqual({});
  expect(differences(before, { ...before, name: 'B', tags: [], gone: 1 })).toEqual({
    name: ['A', 'B'],
    tags: [['x'], []],
    gone: [null, 1],
  });
});
