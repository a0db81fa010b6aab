import { Injectable } from '@nestjs/common';
import { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { AuditTrail } from '../../../common/domain/audit-trail.js';
import { differences } from '../../../common/domain/changes.js';
import { Clock } from '../../../common/domain/clock.js';
import { NotFoundError, ValidationError } from '../../../common/domain/errors.js';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { UnitOfWork } from '../../../common/domain/unit-of-work.js';
import { EventPublisher } from '../../../common/events/event-publisher.js';
import { Tag, TagSettings } from '../domain/tag.js';
import { TagDetails, TagQuery, TagRepository } from '../domain/tag.repository.js';

export interface NewTag extends TagSettings {
  workspaceId?: string;
}

type TagEventName = 'tag.created' | 'tag.updated' | 'tag.merged' | 'tag.deleted';

/** Tags by themselves, and what becomes of links when one changes. Links bring tags along, too. */
@Injectable()
export class TagsService {
  constructor(
    private readonly tags: TagRepository,
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly events: EventPublisher,
    private readonly clock: Clock,
  ) {}

  list(reach: Reach, query: TagQuery, page: PageRequest): Promise<Page<TagDetails>> {
    return this.tags.list(reach.where('links.view'), query, page);
  }

  /** @throws NotFoundError */
  get(reach: Reach, id: string): Promise<TagDetails> {
    return this.require(reach.where('links.view'), id);
  }

  /** @throws NotFoundError for a workspace out of reach, ForbiddenError, ValidationError on `name`. */
  create(actor: Actor, reach: Reach, { workspaceId, ...settings }: NewTag): Promise<TagDetails> {
    const target = reach.targetWorkspace(workspaceId);
    reach.require('links.update', target);
    return this.unitOfWork.run(async () => {
      const tag = Tag.create(target, settings, this.clock.now());
      if (!(await this.tags.add(reach, tag))) {
        throw ValidationError.on('name', `There is a tag ${tag.name} already. Choose another name.`);
      }
      await this.announce(actor, 'tag.created', tag, audited(tag));
      return { tag, links: 0 };
    });
  }

  /** A new name goes to all of its links. @throws NotFoundError, ForbiddenError, ValidationError on `name`. */
  async update(actor: Actor, reach: Reach, id: string, change: Partial<TagSettings>): Promise<TagDetails> {
    const { standIn, moved } = await this.renameMost(reach, id, change);
    return this.unitOfWork.run(async () => {
      const [before] = await this.lock(reach, id);
      const after = before.with(change, this.clock.now());
      if (before.name !== after.name || before.chosenColour !== after.chosenColour) {
        const links = moved + (await this.tags.save(reach, before, after, standIn));
        await this.announce(actor, 'tag.updated', after, { ...differences(audited(before), audited(after)), links });
      }
      return this.require(reach, id);
    });
  }

  /** Its links have the other instead, and it is gone. @throws NotFoundError, ForbiddenError, ValidationError on `into`. */
  async merge(actor: Actor, reach: Reach, id: string, intoId: string): Promise<TagDetails> {
    const [from, target] = await this.unitOfWork.run(() => this.lockBoth(reach, id, intoId));
    const moved = await this.tags.retagMost(reach, from, target, this.clock.now());
    return this.unitOfWork.run(async () => {
      const [tag, into] = await this.lockBoth(reach, id, intoId);
      const links = moved + (await this.tags.merge(reach, tag, into, this.clock.now()));
      const { workspaceId } = tag;
      await this.record(actor, 'tag.merged', tag, { ...audited(tag), into: into.name, into_id: into.id, links });
      this.events.publish('tag.merged', { tagId: tag.id, workspaceId, intoId: into.id });
      return this.require(reach, into.id);
    });
  }

  /** Its links lose it. @throws NotFoundError, ForbiddenError. */
  async delete(actor: Actor, reach: Reach, id: string): Promise<void> {
    const [found] = await this.unitOfWork.run(() => this.lock(reach, id));
    const moved = await this.tags.retagMost(reach, found, null, this.clock.now());
    await this.unitOfWork.run(async () => {
      const [tag] = await this.lock(reach, id);
      const links = moved + (await this.tags.remove(reach, tag, this.clock.now()));
      await this.announce(actor, 'tag.deleted', tag, { ...audited(tag), links });
    });
  }

  /** The first one's place decides what the user may do. */
  private async lock(reach: Reach, id: string, otherId = id): Promise<[Tag, Tag | undefined]> {
    const found = await this.tags.findForChange(reach, [id, otherId]);
    const tag = found.get(id);
    if (!tag) throw new NotFoundError();
    reach.require('links.update', tag.workspaceId);
    return [tag, found.get(otherId)];
  }

  private async lockBoth(reach: Reach, id: string, intoId: string): Promise<[Tag, Tag]> {
    const [tag, into] = await this.lock(reach, id, intoId);
    if (!into) throw new NotFoundError();
    if (tag.id === into.id) throw ValidationError.on('into', 'A tag cannot be merged into itself.');
    if (tag.workspaceId !== into.workspaceId) {
      throw ValidationError.on('into', 'Both tags must be in the same workspace.');
    }
    return [tag, into];
  }

  /** Until the tag itself has the new name, another stands in for it where links have the name already. */
  private async renameMost(
    reach: Reach,
    id: string,
    change: Partial<TagSettings>,
  ): Promise<{ standIn?: Tag; moved: number }> {
    const [before] = await this.unitOfWork.run(() => this.lock(reach, id));
    const now = this.clock.now();
    const after = before.with(change, now);
    if (before.name === after.name) return { moved: 0 };
    if (!(await this.tags.isNameFree(reach, after))) {
      throw ValidationError.on('name', `There is a tag ${after.name} already. Merge the two instead.`);
    }
    const standIn = Tag.create(after.workspaceId, after, now);
    return { standIn, moved: await this.tags.retagMost(reach, before, standIn, now) };
  }

  private async require(reach: Reach, id: string): Promise<TagDetails> {
    const found = await this.tags.find(reach, id);
    if (!found) throw new NotFoundError();
    return found;
  }

  private async announce(
    actor: Actor,
    name: Exclude<TagEventName, 'tag.merged'>,
    tag: Tag,
    changes: Record<string, unknown>,
  ): Promise<void> {
    await this.record(actor, name, tag, changes);
    this.events.publish(name, { tagId: tag.id, workspaceId: tag.workspaceId });
  }

  private record(
    actor: Actor,
    action: TagEventName,
    { id, workspaceId }: Tag,
    changes: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record(actor, { action, resourceType: 'tag', resourceId: id, workspaceId, changes });
  }
}

const audited = ({ name, colour }: Tag): Record<string, unknown> => ({ name, colour });
