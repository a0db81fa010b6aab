import { appPaths } from '../../../../common/ui/app-paths.js';
import { CancelLink, Modal } from '../../../../common/ui/modal.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import type { ConnectedAppItem } from './connected-apps.view.js';

interface DisconnectDialogProps {
  readonly csrfToken: string;
  readonly application: Pick<ConnectedAppItem, 'id' | 'name'>;
}

/** The row's link names it too, so that the focus goes back there. */
export const disconnectDialogId = (id: string): string => `disconnect-${id}`;

export function DisconnectDialog({ csrfToken, application: { id, name } }: DisconnectDialogProps) {
  const dialogId = disconnectDialogId(id);
  return (
    <Modal id={dialogId} title={`Disconnect ${name}?`} back={appPaths.connectedApps}>
      <PostForm action={appPaths.disconnect(id)} csrfToken={csrfToken} labelledBy={`${dialogId}-title`}>
        <p class="card-body">
          Its next request gets 401, in every workspace. To come back, it has to ask you again. What it has made stays.
        </p>
        <div class="card-foot">
          <SubmitButton tone="danger" busy="Disconnecting…">
            Disconnect
          </SubmitButton>
          <CancelLink href={appPaths.connectedApps} autofocus />
        </div>
      </PostForm>
    </Modal>
  );
}
