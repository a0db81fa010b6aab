import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { Database } from '../../../database/database.js';
import { Claim, Remembered, RowMemory } from '../domain/row-memory.js';

@Injectable()
export class TypeormRowMemory extends RowMemory {
  constructor(private readonly database: Database) {
    super();
  }

  override async take(reach: Reach, importId: string, keys: readonly string[]): Promise<Remembered[]> {
    if (keys.length === 0) return [];
    const [rows]: [Remembered[], number] = await this.database.manager.query(
      `WITH wanted AS (
         SELECT decode(key, 'base64') AS key, count(*) AS times FROM unnest($3::text[]) AS key GROUP BY key
       ), met AS (
         SELECT r.short_url_id, wanted.times, row_number() OVER (PARTITION BY r.key ORDER BY r.short_url_id) AS nth
         FROM wanted JOIN imported_rows r ON r.workspace_id = ANY($1) AND r.key = wanted.key AND r.import_id <> $2
       )
       UPDATE imported_rows SET import_id = $2 FROM met
       WHERE imported_rows.short_url_id = met.short_url_id AND nth <= times
       RETURNING encode(key, 'base64') AS key, imported_rows.short_url_id AS "shortUrlId"`,
      [reach.workspaceIds, importId, keys],
    );
    return rows;
  }

  override async forget(reach: Reach, shortUrlIds: readonly string[]): Promise<void> {
    if (shortUrlIds.length === 0) return;
    await this.database.manager.query(
      'DELETE FROM imported_rows WHERE workspace_id = ANY($1) AND short_url_id = ANY($2)',
      [reach.workspaceIds, shortUrlIds],
    );
  }

  override async remember(
    reach: Reach,
    importId: string,
    made: readonly (Remembered & { workspaceId: string })[],
  ): Promise<void> {
    if (made.length === 0) return;
    for (const { workspaceId } of made) reach.narrowTo(workspaceId);
    await this.database.manager.query(
      `INSERT INTO imported_rows (short_url_id, workspace_id, key, import_id)
       SELECT "shortUrlId", "workspaceId", decode(key, 'base64'), $1
       FROM json_to_recordset($2) AS made ("shortUrlId" uuid, "workspaceId" uuid, key text)`,
      [importId, JSON.stringify(made)],
    );
  }

  override async claims(importId: string, addresses: readonly string[]): Promise<ReadonlyMap<string, Claim>> {
    const rows: Claim[] = await this.database.manager.query(
      'SELECT address, link FROM import_claims WHERE import_id = $1 AND address = ANY($2)',
      [importId, addresses],
    );
    return new Map(rows.map((claim) => [claim.address, claim]));
  }

  override async claim(importId: string, claims: readonly Claim[]): Promise<void> {
    if (claims.length === 0) return;
    await this.database.manager.query(
      `INSERT INTO import_claims (import_id, address, link)
       SELECT $1, address, link FROM json_to_recordset($2) AS claim (address text, link json)
       ON CONFLICT DO NOTHING`,
      [importId, JSON.stringify(claims)],
    );
  }
}
