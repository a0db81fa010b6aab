import { Injectable } from '@nestjs/common';
import { In, SelectQueryBuilder } from 'typeorm';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { newId } from '../../../common/domain/id.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { violatedConstraint } from '../../../database/constraint.js';
import { Database } from '../../../database/database.js';
import { Tag } from '../domain/tag.js';
import { TagDetails, TagOrder, TagQuery, TagRepository, UsedTags } from '../domain/tag.repository.js';
import { holds } from './text-search.js';

const NAME_IS_UNIQUE = 'tags_name';

/** What the links of a workspace's tags are held by. */
const LOCK = "hashtextextended('tags of ' || workspace_id, 0)";

const LINKS = `(SELECT coalesce(sum(c.links), 0) FROM short_url_counts c
  WHERE c.workspace_id = tag.workspace_id AND c.tag = tag.name)`;

const ORDERS: Record<TagOrder, string> = { name: 'tag.name', links: 'links', created_at: 'tag.created_at' };

/** Links that one statement changes, and one transaction where there are many: visits of all of them wait for its end. */
const PART = 2_000;

const RETAG = `
  WITH found AS MATERIALIZED (
    SELECT id FROM short_urls WHERE id = ANY($1) AND tags @> ARRAY[$2::text] ORDER BY id FOR NO KEY UPDATE
  )
  UPDATE short_urls s SET updated_at = $4,
    tags = CASE WHEN $3::text IS NULL OR s.tags @> ARRAY[$3::text] THEN array_remove(s.tags, $2::text)
      ELSE array_replace(s.tags, $2::text, $3::text) END
  FROM found WHERE s.id = found.id`;

@Injectable()
export class TypeormTagRepository extends TagRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async list(reach: Reach, { search, sort }: TagQuery, page: PageRequest): Promise<Page<TagDetails>> {
    const query = this.visible(reach);
    if (search !== undefined) query.andWhere(holds('search_form(tag.name)', ':search'), { search });
    const total = await query.getCount();
    const direction = sort.descending ? 'DESC' : 'ASC';
    query
      .addSelect(LINKS, 'links')
      .orderBy(ORDERS[sort.by], direction)
      .addOrderBy('tag.id', direction)
      .limit(page.perPage)
      .offset((page.page - 1) * page.perPage);
    return { items: await detailsOf(query), total };
  }

  override async find(reach: Reach, id: string): Promise<TagDetails | undefined> {
    const [found] = await detailsOf(this.visible(reach).andWhere({ id }).addSelect(LINKS, 'links'));
    return found;
  }

  override async findForChange(reach: Reach, ids: readonly string[]): Promise<Map<string, Tag>> {
    const found = await this.database.manager.find(Tag, {
      where: { id: In([...ids]), workspaceId: In([...reach.workspaceIds]) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
    return new Map(found.map((tag) => [tag.id, tag]));
  }

  override async add(reach: Reach, tag: Tag): Promise<boolean> {
    const inserted = await this.database.manager
      .createQueryBuilder()
      .insert()
      .into(Tag)
      .values(within(reach, tag))
      .orIgnore()
      .returning('id')
      .updateEntity(false)
      .execute();
    return (inserted.raw as unknown[]).length === 1;
  }

  /** All workspaces and all names in one order, in which two that do so at once cannot wait for each other. */
  override async addUsed(reach: Reach, used: readonly UsedTags[], now: Date): Promise<void> {
    const rows = used.flatMap((it) => it.tags.map((name) => ({ id: newId(), workspace_id: it.workspaceId, name })));
    if (rows.length === 0) return;
    for (const { workspaceId } of used) reach.narrowTo(workspaceId);
    await this.database.manager.query(
      `WITH used AS (
         SELECT DISTINCT ON (workspace_id, name) * FROM jsonb_to_recordset($1)
           AS row (id uuid, workspace_id uuid, name text COLLATE "C") ORDER BY workspace_id, name
       ), held AS MATERIALIZED (
         SELECT count(pg_advisory_xact_lock_shared(${LOCK}))
         FROM (SELECT DISTINCT workspace_id FROM used ORDER BY workspace_id) AS places
       )
       INSERT INTO tags (id, workspace_id, name, created_at, updated_at)
       SELECT id, workspace_id, name, $2, $2 FROM held, used ORDER BY workspace_id, name
       ON CONFLICT (workspace_id, name) DO NOTHING`,
      [JSON.stringify(rows), now],
    );
  }

  override async isNameFree(reach: Reach, tag: Tag): Promise<boolean> {
    const { workspaceId, name } = within(reach, tag);
    return !(await this.database.manager.existsBy(Tag, { workspaceId, name }));
  }

  override async retagMost(reach: Reach, tag: Tag, instead: Tag | null, now: Date): Promise<number> {
    const ids = (await this.linksOf(within(reach, tag))).slice(0, -PART);
    if (ids.length > 0 && instead) await this.add(reach, instead);
    return sumOfParts(ids, (part) =>
      this.database.run(async () => {
        const links = await this.retagPart(tag, part, instead?.name ?? null, now);
        // It may have been deleted since the part before.
        if (instead) await this.addUsed(reach, [{ workspaceId: tag.workspaceId, tags: [instead.name] }], now);
        return links;
      }),
    );
  }

  override async save(reach: Reach, before: Tag, after: Tag, standIn?: Tag): Promise<number> {
    within(reach, before);
    if (before.name === after.name) {
      await this.database.manager.save(Tag, after);
      return 0;
    }
    const links = await this.retag(before, after.name, after.updatedAt);
    await this.awaitLinks(before);
    if (standIn) await this.database.manager.delete(Tag, { id: standIn.id, name: after.name });
    await this.database.manager.save(Tag, after).catch(refuseTakenName(after));
    await this.giveBack(before, after.updatedAt);
    return links;
  }

  override async merge(reach: Reach, tag: Tag, into: Tag, now: Date): Promise<number> {
    within(reach, into);
    return this.dissolve(within(reach, tag), into.name, now);
  }

  override async remove(reach: Reach, tag: Tag, now: Date): Promise<number> {
    return this.dissolve(within(reach, tag), null, now);
  }

  private async dissolve(tag: Tag, instead: string | null, now: Date): Promise<number> {
    const links = await this.retag(tag, instead, now);
    await this.awaitLinks(tag);
    await this.database.manager.delete(Tag, { id: tag.id });
    await this.giveBack(tag, now);
    return links;
  }

  private async retag(tag: Tag, instead: string | null, now: Date): Promise<number> {
    return sumOfParts(await this.linksOf(tag), (part) => this.retagPart(tag, part, instead, now));
  }

  /** By id, as whoever changes many links locks them. Those that are written from now on are not waited for. */
  private async linksOf({ workspaceId, name }: Tag): Promise<string[]> {
    const found: { id: string }[] = await this.database.manager.query(
      'SELECT id FROM short_urls WHERE workspace_id = $1 AND tags @> ARRAY[$2::text] ORDER BY id',
      [workspaceId, name],
    );
    return found.map(({ id }) => id);
  }

  private async retagPart(
    { workspaceId, name }: Tag,
    ids: readonly string[],
    instead: string | null,
    now: Date,
  ): Promise<number> {
    const [, links]: [unknown, number] = await this.database.manager.query(RETAG, [ids, name, instead, now]);
    await this.database.manager.query('SELECT sum_up_short_url_counts($1)', [workspaceId]);
    return links;
  }

  /** Whoever has written links with tags is waited for, and whoever is about to say so waits; no sooner, as both hold links. */
  private async awaitLinks({ workspaceId }: Tag): Promise<void> {
    await this.database.manager.query(
      `SELECT pg_advisory_xact_lock(${LOCK}) FROM (VALUES ($1::uuid)) AS place (workspace_id)`,
      [workspaceId],
    );
  }

  /** A link that was written meanwhile may hold the name. */
  private async giveBack({ workspaceId, name }: Tag, now: Date): Promise<void> {
    await this.database.manager.query(
      `INSERT INTO tags (id, workspace_id, name, created_at, updated_at) SELECT $1, $2, $3, $4, $4
       WHERE EXISTS (SELECT FROM short_urls WHERE workspace_id = $2 AND tags @> ARRAY[$3::text])`,
      [newId(), workspaceId, name, now],
    );
  }

  private visible(reach: Reach): SelectQueryBuilder<Tag> {
    return this.database.manager
      .createQueryBuilder(Tag, 'tag')
      .where('tag.workspace_id = ANY(:reached)', { reached: reach.workspaceIds });
  }
}

/** What each part comes to, together. */
async function sumOfParts(ids: readonly string[], work: (part: string[]) => Promise<number>): Promise<number> {
  let sum = 0;
  for (let start = 0; start < ids.length; start += PART) sum += await work(ids.slice(start, start + PART));
  return sum;
}

async function detailsOf(query: SelectQueryBuilder<Tag>): Promise<TagDetails[]> {
  const { entities, raw } = await query.getRawAndEntities<{ links: string }>();
  return entities.map((tag, index) => ({ tag, links: Number(raw[index]?.links) }));
}

/** @throws ValidationError on `name`, or the error */
const refuseTakenName =
  ({ name }: Tag) =>
  (error: unknown): never => {
    if (violatedConstraint(error) !== NAME_IS_UNIQUE) throw error;
    throw ValidationError.on('name', `The tag ${name} has just been made. Merge the two instead.`);
  };

/** @throws NotFoundError when its workspace is out of reach. */
function within(reach: Reach, tag: Tag): Tag {
  reach.narrowTo(tag.workspaceId);
  return tag;
}
