import { DescribedClick } from '../../domain/described-click.js';
import { Tally } from '../../domain/tally.js';
import { startOfQuarter } from '../../domain/utc-day.js';
import { LinkPlace } from './link-places.js';
import { ByRollup, GRAIN, Rollup, SCOPE } from './rollup-rows.js';

/** Of one link in one quarter of an hour. */
interface LinkClicks {
  shortUrlId: string;
  place: LinkPlace;
  startsAt: number;
  clicks: DescribedClick[];
}

/** What clicks add up to: by link, by domain and by workspace, for each quarter of an hour. */
export function rollUp(
  clicks: readonly DescribedClick[],
  places: ReadonlyMap<string, LinkPlace>,
  first: ReadonlySet<DescribedClick>,
): Rollup[] {
  const links = byLink(clicks, places);
  const wider = new ByRollup<LinkClicks[]>(() => []);
  for (const link of links) {
    const { workspaceId, domainId } = link.place;
    const quarter = { grain: GRAIN.quarter, workspaceId, startsAt: link.startsAt };
    wider.at({ ...quarter, scope: SCOPE.domain, subjectId: domainId }).push(link);
    wider.at({ ...quarter, scope: SCOPE.workspace, subjectId: workspaceId }).push(link);
  }
  const ofLinks = links.map((link) => ({
    ...{ scope: SCOPE.link, grain: GRAIN.quarter, workspaceId: link.place.workspaceId, subjectId: link.shortUrlId },
    startsAt: link.startsAt,
    tally: () => tallyOfLink(link, first),
  }));
  return [...ofLinks, ...wider.rollups((those) => tallyOfLinks(those, first))];
}

/** Without keys put together from several, of which each click would need one. */
function byLink(clicks: readonly DescribedClick[], places: ReadonlyMap<string, LinkPlace>): LinkClicks[] {
  const links: LinkClicks[] = [];
  const quarters = new Map<number, Map<string, LinkClicks>>();
  for (const click of clicks) {
    const { shortUrlId } = click;
    const startsAt = startOfQuarter(click.at);
    let quarter = quarters.get(startsAt);
    if (!quarter) quarters.set(startsAt, (quarter = new Map<string, LinkClicks>()));
    let link = quarter.get(shortUrlId);
    if (!link) {
      link = { shortUrlId, place: places.get(shortUrlId) as LinkPlace, startsAt, clicks: [] };
      quarter.set(shortUrlId, link);
      links.push(link);
    }
    link.clicks.push(click);
  }
  return links;
}

function tallyOfLink({ clicks }: LinkClicks, first: ReadonlySet<DescribedClick>): Tally {
  const tally = new Tally();
  for (const click of clicks) tally.add(click, first.has(click));
  return tally;
}

function tallyOfLinks(links: readonly LinkClicks[], first: ReadonlySet<DescribedClick>): Tally {
  const tally = new Tally();
  for (const { shortUrlId, place, clicks } of links) {
    for (const click of clicks) {
      const counts = tally.add(click, first.has(click));
      tally.count('short_url', shortUrlId, counts);
      tally.count('domain', place.domainId, counts);
    }
  }
  return tally;
}
