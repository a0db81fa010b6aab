import { Injectable } from '@nestjs/common';
import { OnEvent } from '@nestjs/event-emitter';
import type { DomainEvent, PublishedEvents, ShortUrlEvent } from '../../../common/events/published-events.js';
import { HostCache } from '../application/host-cache.js';
import { LinkCache } from '../application/link-cache.js';

/** What this instance changes itself it need not wait to hear of: the next visit after an answer is right. */
@Injectable()
export class OwnChanges {
  constructor(
    private readonly links: LinkCache,
    private readonly hosts: HostCache,
  ) {}

  @OnEvent('short_url.created')
  onCreated(): void {
    this.links.hear('new');
  }

  @OnEvent('short_url.updated')
  @OnEvent('short_url.deleted')
  onChanged({ shortUrlId }: ShortUrlEvent): void {
    this.links.hear(`link:${shortUrlId}`);
    this.links.hear('new');
  }

  @OnEvent('domain.created')
  @OnEvent('domain.updated')
  @OnEvent('domain.verified')
  @OnEvent('domain.failed')
  @OnEvent('domain.deleted')
  onHostChanged({ hostname }: DomainEvent): void {
    this.links.hear(`host:${hostname}`);
    this.hosts.hear(`host:${hostname}`);
  }

  @OnEvent('workspace.deleted')
  @OnEvent('workspace.restored')
  onWorkspaceChanged({ workspaceId }: PublishedEvents['workspace.deleted']): void {
    this.links.hear(`workspace:${workspaceId}`);
  }
}
