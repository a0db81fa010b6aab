import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { attemptEach, Outcome } from '../../../common/domain/outcome.js';
import { parseUrl } from '../../../common/domain/parse-url.js';
import { DomainsService, parseHost } from '../../domains/index.js';
import { NewShortUrl, readImportedLink } from '../../short-urls/index.js';
import { linkOf, RowFields } from '../domain/imported-row.js';
import { LinkImport } from '../domain/link-import.js';
import { ReadRow } from './import-batches.js';

/** What a row asks for. */
export interface RowDraft {
  order: NewShortUrl;
  /** The same for rows that say the same, but for the password. */
  key: string;
  /** It had a password, which the row does not know. */
  lacksPassword: boolean;
}

/** Makes orders of rows, by the rules that hold for everybody who creates a link. */
@Injectable()
export class RowDrafts {
  constructor(private readonly domains: DomainsService) {}

  async of(job: LinkImport, rows: readonly ReadRow[]): Promise<Outcome<RowDraft>[]> {
    const hosts = await this.domains.hostsFor(job.workspaceId);
    // Each row may lead to another host, which is then asked about.
    await this.domains.lookAhead(rows.flatMap(({ fields }) => parseUrl(fields.destination_url ?? '')?.host ?? []));
    return attemptEach(rows, ({ fields }) => draftOf(job, fields, hosts));
  }
}

async function draftOf(
  { workspaceId, options }: LinkImport,
  fields: RowFields,
  hosts: ReadonlySet<string>,
): Promise<RowDraft> {
  const { body, host, lacksPassword } = linkOf(fields);
  const tags = [...new Set([...((body['tags'] as string[] | undefined) ?? []), ...options.tags])];
  const order = await readImportedLink({ ...body, ...(tags.length > 0 && { tags }) });
  const isOurs = host !== undefined && hosts.has(parseHost(host) ?? '');
  return {
    order: { ...order, workspaceId, domain: isOurs ? host : options.domain },
    key: keyOf(options, fields),
    lacksPassword,
  };
}

/**
 * Of what counts in the row, so that a file that was exported again later, with more clicks, has the same rows. Without the
 * password, which could be guessed from it.
 */
function keyOf({ domain = '', tags }: LinkImport['options'], { password: _, ...fields }: RowFields): string {
  const text = JSON.stringify([domain, tags, Object.entries(fields).sort()]);
  return createHash('sha256').update(text).digest('base64');
}
