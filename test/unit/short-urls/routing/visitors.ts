import { Visitor } from '../../../../src/modules/short-urls/domain/routing/visitor.js';

/** Of whom nothing is known but what `known` says. */
export const aVisitor = (known: Partial<Visitor> = {}): Visitor => ({
  country: null,
  region: null,
  city: null,
  continent: null,
  device: null,
  botKind: null,
  os: null,
  browser: null,
  language: null,
  query: null,
  referrer: null,
  ip: null,
  at: new Date('2026-07-01T12:00:00Z'),
  key: 'somebody',
  ...known,
});
