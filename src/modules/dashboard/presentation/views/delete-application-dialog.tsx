import { appPaths } from '../../../../common/ui/app-paths.js';
import { formatCount } from '../../../../common/ui/format.js';
import { CancelLink, Modal, Question } from '../../../../common/ui/modal.js';
import { PostForm, SubmitButton } from '../../../../common/ui/post-form.js';
import type { ApplicationItem } from './api-keys.view.js';

interface DeleteApplicationDialogProps {
  readonly csrfToken: string;
  readonly application: ApplicationItem;
}

export function DeleteApplicationDialog({ csrfToken, application }: DeleteApplicationDialogProps) {
  const { id, name, people } = application;
  return (
    <Modal id="delete-application" title={<Question verb="Delete" name={name} />} back={appPaths.application(id)}>
      <PostForm action={appPaths.deleteApplication(id)} csrfToken={csrfToken} labelledBy="delete-application-title">
        <p class="card-body">
          All its tokens stop with their next request: {formatCount(people, 'person', 'people')} lose the connection.
          Its client ID and secrets can’t be brought back.
        </p>
        <div class="card-foot">
          <SubmitButton tone="danger" busy="Deleting…">
            Delete application
          </SubmitButton>
          <CancelLink href={appPaths.application(id)} autofocus />
        </div>
      </PostForm>
    </Modal>
  );
}
