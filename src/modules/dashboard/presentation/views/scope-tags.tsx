import type { GrantedScope } from '../../../../common/domain/access/scope.js';

export function ScopeTags({ scopes }: { scopes: readonly GrantedScope[] }) {
  return (
    <span>
      {scopes.map((scope) => (
        <span key={scope}>
          <code class="tag">{scope}</code>{' '}
        </span>
      ))}
    </span>
  );
}
