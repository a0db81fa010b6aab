import { Injectable } from '@nestjs/common';
import { decodeCursor, encodeCursor } from '../../../common/domain/list-cursor.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { AuditLog, AuditLogEntry, AuditLogFilter } from '../domain/audit-log.js';

type Row = AuditLogEntry & { sortKey: string };

const NEWEST_FIRST = '-created_at';
const SORT_KEY = /^\d{1,17}$/;

/** Entries of before names were kept are told by who the actor is now. */
const ENTRIES = 'FROM audit_log a LEFT JOIN users u ON u.id = a.actor_id WHERE';
const ACTOR_NAME = 'coalesce(a.actor_name, u.name)';
const ACTOR_EMAIL = 'coalesce(a.actor_email, u.email)';

const ENTRY = `
  SELECT a.id, a.created_at AS "createdAt", a.action, a.resource_type AS "resourceType", a.resource_id AS "resourceId",
    a.workspace_id AS "workspaceId", a.address, a.changes,
    CASE WHEN a.actor_id IS NOT NULL
      THEN json_build_object('id', a.actor_id, 'name', ${ACTOR_NAME}, 'email', ${ACTOR_EMAIL}) END AS actor,
    CASE WHEN a.credential_id IS NOT NULL
      THEN json_build_object('type', a.credential_type, 'id', a.credential_id) END AS credential,
    (extract(epoch FROM a.created_at) * 1000000)::bigint::text AS "sortKey"`;

const SEARCHED = [
  'a.action',
  'a.resource_type',
  'a.resource_id',
  'a.address',
  'a.changes::text',
  ACTOR_NAME,
  ACTOR_EMAIL,
] as const;

@Injectable()
export class TypeormAuditLog extends AuditLog {
  constructor(private readonly database: Database) {
    super();
  }

  override async list(
    organizationId: string,
    filter: AuditLogFilter,
    asked: PageRequest,
  ): Promise<Page<AuditLogEntry>> {
    const parameters: unknown[] = [organizationId];
    const bind = (value: unknown): string => `$${parameters.push(value)}`;
    const conditions = conditionsOf(filter, bind);
    const total = asked.cursor === undefined ? await this.count(conditions, parameters) : undefined;
    const offset = asked.cursor === undefined ? (asked.page - 1) * asked.perPage : 0;
    const rows: Row[] = await this.database.manager.query(
      `${ENTRY} ${ENTRIES} ${[...conditions, ...afterCursor(asked, bind)].join(' AND ')}
       ORDER BY a.created_at DESC, a.id DESC LIMIT ${bind(asked.perPage + 1)} OFFSET ${bind(offset)}`,
      parameters,
    );
    const shown = rows.slice(0, asked.perPage);
    const last = shown.at(-1);
    const hasMore = rows.length > shown.length;
    return {
      items: shown.map(({ sortKey: _, ...entry }) => entry),
      nextCursor: last && hasMore ? encodeCursor(NEWEST_FIRST, { id: last.id, key: last.sortKey }) : null,
      ...(total !== undefined && { total }),
    };
  }

  override async knowsWorkspace(organizationId: string, workspaceId: string): Promise<boolean> {
    const [row]: { known: boolean }[] = await this.database.manager.query(
      `SELECT EXISTS (SELECT FROM workspaces WHERE organization_id = $1 AND id = $2)
         OR EXISTS (SELECT FROM audit_log WHERE organization_id = $1 AND resource_type = 'workspace' AND resource_id = $2::text)
         AS known`,
      [organizationId, workspaceId],
    );
    return row?.known ?? false;
  }

  private async count(conditions: readonly string[], parameters: readonly unknown[]): Promise<number> {
    const [row]: { total: string }[] = await this.database.manager.query(
      `SELECT count(*) AS total ${ENTRIES} ${conditions.join(' AND ')}`,
      [...parameters],
    );
    return Number(row?.total);
  }
}

function conditionsOf(filter: AuditLogFilter, bind: (value: unknown) => string): string[] {
  const { actorId, action, resourceType, resourceId, workspaceId, from, to, search } = filter;
  const conditions = ['a.organization_id = $1'];
  if (actorId !== undefined) conditions.push(`a.actor_id = ${bind(actorId)}`);
  if (action !== undefined) conditions.push(`a.action = ${bind(action)}`);
  if (resourceType !== undefined) conditions.push(`a.resource_type = ${bind(resourceType)}`);
  if (resourceId !== undefined) conditions.push(`a.resource_id = ${bind(resourceId)}`);
  if (workspaceId !== undefined) conditions.push(`a.workspace_id = ${bind(workspaceId)}`);
  if (from) conditions.push(`a.created_at >= ${bind(from)}`);
  if (to) conditions.push(`a.created_at < ${bind(to)}`);
  if (search !== undefined) {
    const pattern = bind(`%${search.replace(/[\\%_]/g, String.raw`\$&`)}%`);
    conditions.push(`(${SEARCHED.map((text) => `${text} ILIKE ${pattern}`).join(' OR ')})`);
  }
  return conditions;
}

function afterCursor({ cursor }: PageRequest, bind: (value: unknown) => string): string[] {
  if (cursor === undefined || cursor === '') return [];
  const { key, id } = decodeCursor(NEWEST_FIRST, SORT_KEY, cursor);
  const time = `timestamptz 'epoch' + ${bind(key)}::bigint * interval '1 microsecond'`;
  return [`(a.created_at, a.id) < (${time}, ${bind(id)}::uuid)`];
}
