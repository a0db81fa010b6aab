import { Injectable } from '@nestjs/common';
import { Device } from '../domain/routing/routing-rule.js';
import { Visitor } from '../domain/routing/visitor.js';
import { BotKind } from '../domain/visitors/bot-kind.js';
import { GeoReader, Place } from '../domain/visitors/geo-reader.js';
import { UserAgent, UserAgentReader } from '../domain/visitors/user-agent-reader.js';

/** What is known of a visit; the rest is worked out from its address and user agent. */
export interface VisitDescription {
  ip: string | null;
  /** null: not known, which is not the same as none sent. */
  userAgent: string | null;
  language: string | null;
  referrer: string | null;
  query: string | null;
  at: Date;
  /** In place of what the address says. */
  place?: Partial<Place>;
}

const UNKNOWN = { device: null, os: null, browser: null, botKind: null } as const;

/** Makes visitors of what is known about them: of real visits, and of those that somebody thinks of. */
@Injectable()
export class Visitors {
  constructor(
    private readonly geo: GeoReader,
    private readonly userAgents: UserAgentReader,
  ) {}

  describe(description: VisitDescription): Visitor {
    return new DescribedVisitor(description, this.geo, this.userAgents);
  }
}

/** Looks up what a rule asks for, and no more. */
class DescribedVisitor implements Visitor {
  readonly ip: string | null;
  readonly language: string | null;
  readonly referrer: string | null;
  readonly query: string | null;
  readonly at: Date;
  private located: Readonly<Place> | undefined;
  private read: UserAgent | typeof UNKNOWN | undefined;

  constructor(
    private readonly description: VisitDescription,
    private readonly geo: GeoReader,
    private readonly userAgents: UserAgentReader,
  ) {
    this.ip = description.ip;
    this.language = description.language;
    this.referrer = description.referrer;
    this.query = description.query;
    this.at = description.at;
  }

  get key(): string {
    return `${this.ip ?? ''}\n${this.description.userAgent ?? ''}`;
  }

  get country(): string | null {
    return this.place.country;
  }

  get region(): string | null {
    return this.place.region;
  }

  get city(): string | null {
    return this.place.city;
  }

  get continent(): string | null {
    return this.place.continent;
  }

  get device(): Device | null {
    return this.userAgent.device;
  }

  get botKind(): BotKind | null {
    return this.userAgent.botKind;
  }

  get os(): string | null {
    return this.userAgent.os;
  }

  get browser(): string | null {
    return this.userAgent.browser;
  }

  private get place(): Readonly<Place> {
    this.located ??= { ...this.geo.locate(this.ip ?? ''), ...this.description.place };
    return this.located;
  }

  private get userAgent(): UserAgent | typeof UNKNOWN {
    const { userAgent } = this.description;
    this.read ??= userAgent === null ? UNKNOWN : this.userAgents.read(userAgent);
    return this.read;
  }
}
