import { ScopeSet } from '../../../common/domain/access/scope.js';

export const scopeSetColumn = {
  type: 'text',
  array: true,
  transformer: { to: (set: ScopeSet) => set.values, from: (values: string[]) => ScopeSet.of(values) },
} as const;
