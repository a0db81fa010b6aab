import { appPaths } from '../../../../common/ui/app-paths.js';
import { formatDateTime } from '../../../../common/ui/format.js';
import { CancelLink, Modal } from '../../../../common/ui/modal.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import { Time } from '../../../../common/ui/time.js';
import { type ApplicationView, lastEnd, type SecretItem, worksAt } from './application.view.js';

interface DeleteSecretDialogProps {
  readonly view: ApplicationView;
  readonly secret: SecretItem;
}

/** The row's link names it too, so that the focus goes back there. */
export const deleteSecretDialogId = (secretId: string): string => `delete-secret-${secretId}`;

export function DeleteSecretDialog({ view, secret }: DeleteSecretDialogProps) {
  const { application, shell } = view;
  const dialogId = deleteSecretDialogId(secret.id);
  const back = appPaths.application(application.id);
  return (
    <Modal
      id={dialogId}
      title={`Delete the secret of ${formatDateTime(secret.createdAt, shell.timezone)}?`}
      back={back}
    >
      <PostForm
        action={appPaths.deleteSecret(application.id, secret.id)}
        csrfToken={shell.csrfToken}
        labelledBy={`${dialogId}-title`}
      >
        <p class="card-body">
          {application.name} gets 401 when it next proves itself by this one. Tokens that it holds go on working.{' '}
          <Remaining view={view} deleted={secret} />
        </p>
        <div class="card-foot">
          <SubmitButton tone="danger" busy="Deleting…">
            Delete secret
          </SubmitButton>
          <CancelLink href={back} autofocus />
        </div>
      </PostForm>
    </Modal>
  );
}

/** Whoever deletes the new secret to go back to the old one must know that the old one is ending. */
function Remaining({ view: { secrets, now, shell }, deleted }: { view: ApplicationView; deleted: SecretItem }) {
  const others = secrets.filter((it) => it.id !== deleted.id && worksAt(it, now));
  const last = others.some(({ expiresAt }) => expiresAt === null) ? undefined : lastEnd(others, now);
  if (!last) return <>Nobody can bring it back; you can make a new one.</>;
  return (
    <b>
      What is left works only until <Time value={last} zone={shell.timezone} />: make a new one before then.
    </b>
  );
}
