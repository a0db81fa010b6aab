import { appPaths } from '../../../../common/ui/app-paths.js';
import { AppFrame } from '../../../../common/ui/app-frame.js';
import { API_INTEGRATION } from '../../../../common/ui/app-shell.js';
import { Icon } from '../../../../common/ui/icon.js';
import { Note } from '../../../../common/ui/note.js';
import type { ApiKeysView } from './api-keys.view.js';
import { ApplicationsSection } from './applications-section.js';
import { CreationNote } from './creation-note.js';
import { IssuedSecret } from './issued-secret.js';
import { RevokeTokenDialog } from './revoke-token-dialog.js';
import { TokenFormDialog } from './token-form-dialog.js';
import { TokensSection } from './tokens-section.js';

export function ApiKeysPage(view: ApiKeysView) {
  const { shell, open, issued, notice, creation } = view;
  return (
    <AppFrame
      shell={shell}
      title="API Keys"
      help="Tokens for your own scripts, and applications that ask other people for access."
      current={appPaths.apiKeys}
      crumbs={[{ label: API_INTEGRATION }]}
      actions={creation === 'allowed' && <GenerateToken />}
    >
      {open?.kind === 'new-token' && <TokenFormDialog shell={shell} now={view.now} form={open.form} />}
      {open?.kind === 'revoke-token' && <RevokeTokenDialog csrfToken={shell.csrfToken} token={open.token} />}
      <div class="stack-large">
        {issued && <IssuedSecret issued={issued} zone={shell.timezone} now={view.now} />}
        {notice !== undefined && (
          <Note tone="ok" role="status">
            {notice}
          </Note>
        )}
        <CreationNote shell={shell} creation={creation} />
        <TokensSection view={view} />
        <ApplicationsSection view={view} />
      </div>
    </AppFrame>
  );
}

function GenerateToken() {
  return (
    <a class="button button-primary" href={appPaths.newToken} data-opens="new-token">
      <Icon name="key" />
      Generate Token
    </a>
  );
}
