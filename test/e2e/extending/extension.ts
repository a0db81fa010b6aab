import { randomInt } from 'node:crypto';
import { Controller, Get, Injectable, Module } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import {
  CurrentReach,
  type Extensions,
  Reach,
  RequirePermission,
  RequireScopes,
  type ShortUrlEvent,
  SlugPolicy,
  StandardSlugPolicy,
  ValidationError,
} from '../../../src/index.js';

/** Each new short link waits here until its label is printed. */
@Injectable()
export class LabelQueue {
  private readonly waiting: ShortUrlEvent[] = [];

  @OnEvent('short_url.created')
  add(link: ShortUrlEvent): void {
    this.waiting.push(link);
  }

  /** Of the workspaces in reach only: the guards let the caller in, this keeps everybody else's links out. */
  list(reach: Reach): ShortUrlEvent[] {
    return this.waiting.filter(({ workspaceId }) => reach.allows('links.view', workspaceId));
  }
}

@Controller('api/1.0/labels')
export class LabelsController {
  constructor(private readonly queue: LabelQueue) {}

  @Get()
  @RequireScopes('short-urls:read')
  @RequirePermission('links.view')
  list(@CurrentReach() reach: Reach) {
    const labels = this.queue.list(reach).map(({ shortUrlId, domain, slug }) => ({
      short_url_id: shortUrlId,
      text: `${domain}/${slug}`,
    }));
    return { data: labels };
  }
}

/** How much a label has room for. */
@Injectable()
export class LabelPaper {
  readonly longestSlug = 12;
}

/** For people who type a link from paper: short, in small letters, nothing that looks like something else. */
@Injectable()
export class LabelSlugPolicy extends StandardSlugPolicy {
  private static readonly CHARACTERS = 'abcdefghjkmnpqrstuvwxyz23456789';

  constructor(private readonly paper: LabelPaper) {
    super();
  }

  override generate(): string {
    const { CHARACTERS } = LabelSlugPolicy;
    return Array.from({ length: 8 }, () => CHARACTERS.charAt(randomInt(CHARACTERS.length))).join('');
  }

  override accept(text: string): string {
    const slug = super.accept(text);
    const { longestSlug } = this.paper;
    if (slug.length > longestSlug)
      throw ValidationError.on('slug', `slug must fit on a label: ${longestSlug} at most.`);
    if (slug !== slug.toLowerCase()) throw ValidationError.on('slug', 'slug must be in small letters.');
    return slug;
  }
}

@Module({ controllers: [LabelsController], providers: [LabelQueue, LabelPaper], exports: [LabelPaper] })
export class LabelsModule {}

export const labels: Extensions = {
  modules: [LabelsModule],
  providers: [{ provide: SlugPolicy, useClass: LabelSlugPolicy }],
};
