import type { GrantedScope } from '../../../../common/domain/access/scope.js';
import { Icon } from '../../../../common/ui/icon.js';
import { SCOPE_WORDS } from '../../../../common/ui/scope-words.js';

/** What the application asks for, in plain words, and what nobody can give it. */
export function Abilities({ scopes }: { scopes: readonly GrantedScope[] }) {
  return (
    <div class="card-section">
      <h2 class="label">It will be able to</h2>
      <ul class="abilities">
        {scopes.map((scope) => {
          const { icon, words, detail } = SCOPE_WORDS[scope];
          return (
            <li key={scope}>
              <Icon name={icon} />
              <span>
                {words}
                {detail !== undefined && <span class="muted"> {detail}</span>}
              </span>
            </li>
          );
        })}
        <li class="muted">
          <Icon name="lock" />
          <span>Never: your password, tokens, billing</span>
        </li>
      </ul>
    </div>
  );
}
