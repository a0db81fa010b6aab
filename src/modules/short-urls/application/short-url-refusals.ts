import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { TakenField } from '../domain/short-url.repository.js';
import { ShortUrl } from '../domain/short-url.js';

export class ExternalIdTaken extends ValidationError {
  constructor() {
    super({ external_id: ['Another link of the workspace has this external_id.'] });
  }
}

export class AddressTaken extends ValidationError {
  constructor(
    readonly hostname: string,
    readonly slug: string,
  ) {
    super({ slug: [`${hostname}/${slug} is taken. Choose another back-half.`] });
  }
}

export const refusalOf = (taken: TakenField, hostname: string, slug: string): ValidationError =>
  taken === 'external_id' ? new ExternalIdTaken() : new AddressTaken(hostname, slug);

/** @throws NotFoundError for one out of reach, ValidationError on `workspace_id` for another than the link's. */
export function requireSameWorkspace(reach: Reach, shortUrl: ShortUrl, named: string | undefined): void {
  if (named === undefined || reach.narrowTo(named).includes(shortUrl.workspaceId)) return;
  throw ValidationError.on('workspace_id', 'A link stays in the workspace that it was made in.');
}
