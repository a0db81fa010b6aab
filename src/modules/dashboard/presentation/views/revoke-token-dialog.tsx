import { appPaths } from '../../../../common/ui/app-paths.js';
import { CancelLink, Modal, Question } from '../../../../common/ui/modal.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import { nameOfToken, type TokenItem } from './api-keys.view.js';

interface RevokeTokenDialogProps {
  readonly csrfToken: string;
  readonly token: Pick<TokenItem, 'id' | 'name' | 'masked'>;
}

/** The row's link names it too, so that the focus goes back there. */
export const revokeDialogId = (tokenId: string): string => `revoke-${tokenId}`;

export function RevokeTokenDialog({ csrfToken, token }: RevokeTokenDialogProps) {
  const dialogId = revokeDialogId(token.id);
  return (
    <Modal id={dialogId} title={<Question verb="Revoke" name={nameOfToken(token)} />} back={appPaths.apiKeys}>
      <PostForm action={appPaths.revokeToken(token.id)} csrfToken={csrfToken} labelledBy={`${dialogId}-title`}>
        <p class="card-body">
          Its next request gets 401: scripts that use it stop working at once. Nobody can bring it back; you can
          generate another one.
        </p>
        <div class="card-foot">
          <SubmitButton tone="danger" busy="Revoking…">
            Revoke token
          </SubmitButton>
          <CancelLink href={appPaths.apiKeys} autofocus />
        </div>
      </PostForm>
    </Modal>
  );
}
