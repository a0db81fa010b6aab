import { Reach } from '../../../common/domain/access/reach.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Tag } from './tag.js';

export interface TagDetails {
  tag: Tag;
  /** How many have it, archived ones too. */
  links: number;
}

export const TAG_ORDERS = ['name', 'links', 'created_at'] as const;
export type TagOrder = (typeof TAG_ORDERS)[number];

export interface TagQuery {
  /** Part of the name. */
  search?: string;
  sort: { by: TagOrder; descending: boolean };
}

/** What links hold, with the workspace that they are in. */
export interface UsedTags {
  workspaceId: string;
  tags: readonly string[];
}

/**
 * Whatever happens at once, each name that a link holds is a tag. So whoever writes links calls `addUsed` last in the
 * transaction, and what takes a name off links gives it back where a link has come by it meanwhile. An import, which writes
 * several times, locks all links that are there before the first call, and only adds links after it.
 *
 * Visits wait for a link that changes. So of a tag with many links most are changed ahead by `retagMost`, in transactions
 * of their own; `save`, `merge` or `remove` then changes the rest. Where the last one never comes, both names are tags,
 * each of the links that have it: a merger or deletion can be asked for again, a renaming is completed by a merger.
 */
export abstract class TagRepository {
  abstract list(reach: Reach, query: TagQuery, page: PageRequest): Promise<Page<TagDetails>>;
  abstract find(reach: Reach, id: string): Promise<TagDetails | undefined>;
  /** By id. Nobody else changes them before the surrounding transaction ends. */
  abstract findForChange(reach: Reach, ids: readonly string[]): Promise<Map<string, Tag>>;
  /** Whether the name was free in its workspace. */
  abstract add(reach: Reach, tag: Tag): Promise<boolean>;
  /** Makes tags of those names that are none yet. */
  abstract addUsed(reach: Reach, used: readonly UsedTags[], now: Date): Promise<void>;
  abstract isNameFree(reach: Reach, tag: Tag): Promise<boolean>;
  /**
   * Has all but so many of its links as one transaction may hold have the other instead, or none; says how many those were.
   * Not within a transaction. The other is added unless its name is a tag.
   */
  abstract retagMost(reach: Reach, tag: Tag, instead: Tag | null, now: Date): Promise<number>;
  /**
   * Renames it on its links, too, and says how many those were. What stood in for it, as links had the name already, goes.
   * @throws ValidationError on `name` where it is taken
   */
  abstract save(reach: Reach, before: Tag, after: Tag, standIn?: Tag): Promise<number>;
  /** Its links have the other instead, in its place unless they had it already; says how many those were. */
  abstract merge(reach: Reach, tag: Tag, into: Tag, now: Date): Promise<number>;
  /** Takes it off its links and says how many those were. */
  abstract remove(reach: Reach, tag: Tag, now: Date): Promise<number>;
}
