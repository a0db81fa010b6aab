import { Injectable } from '@nestjs/common';
import { Reach } from '../../../common/domain/access/reach.js';
import { inParts, Outcome } from '../../../common/domain/outcome.js';
import { ShortUrlRepository } from '../domain/short-url.repository.js';
import { ShortUrl } from '../domain/short-url.js';
import { SlugPolicy } from '../domain/slug-policy.js';
import { creationOf, Happening } from './short-url-news.js';
import { refusalOf } from './short-url-refusals.js';

/** A link that is to be made; without a slug one is generated. */
export interface Draft {
  hostname: string;
  slug: string | undefined;
  at: (slug: string) => ShortUrl;
}

/** Far more than chance ever needs; a policy that has run out of slugs must not loop for ever. */
const GENERATE_TRIES = 10;

/** Stores new links; those whose generated slug is taken get another one. */
@Injectable()
export class ShortUrlPlacement {
  constructor(
    private readonly shortUrls: ShortUrlRepository,
    private readonly slugs: SlugPolicy,
  ) {}

  place(reach: Reach, drafts: readonly Draft[]): Promise<Outcome<Happening>[]> {
    return this.try(reach, drafts, GENERATE_TRIES);
  }

  private async try(reach: Reach, drafts: readonly Draft[], tries: number): Promise<Outcome<Happening>[]> {
    if (drafts.length === 0) return [];
    if (tries === 0) throw new Error(`${GENERATE_TRIES} generated slugs in a row were taken`);
    const tried = drafts.map((draft) => ({ draft, shortUrl: draft.at(draft.slug ?? this.slugs.generate()) }));
    const taken = await this.shortUrls.add(
      reach,
      tried.map(({ shortUrl }) => shortUrl),
    );
    return inParts(
      tried,
      ({ draft, shortUrl }) => draft.slug === undefined && taken.get(shortUrl.id) === 'slug',
      (unlucky) =>
        this.try(
          reach,
          unlucky.map(({ draft }) => draft),
          tries - 1,
        ),
      (others) =>
        Promise.resolve(
          others.map(({ draft, shortUrl }) => {
            const field = taken.get(shortUrl.id);
            return field ? refusalOf(field, draft.hostname, shortUrl.slug) : creationOf(shortUrl, draft.hostname);
          }),
        ),
    );
  }
}
