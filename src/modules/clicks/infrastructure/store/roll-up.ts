import { TimeSlice } from '../../../../common/domain/time-slice.js';
import { BatchTally } from '../../domain/batch-tally.js';
import { DescribedClick } from '../../domain/described-click.js';
import { startOfQuarter } from '../../domain/utc-day.js';
import { LinkPlace } from './link-places.js';
import { GRAIN, Rollup, RollupPlace, SCOPE } from './rollup-rows.js';

/** By their places in their batch. */
type ByLink = Map<string, number[]>;

/** Of one workspace in one quarter of an hour, by domain and by link. */
interface WorkspaceClicks {
  workspaceId: string;
  startsAt: number;
  domains: Map<string, ByLink>;
}

/** Clicks by what they are to be added up for. */
export async function groupClicks(
  clicks: readonly DescribedClick[],
  places: ReadonlyMap<string, LinkPlace>,
): Promise<WorkspaceClicks[]> {
  const groups = new Map<string, WorkspaceClicks>();
  for (const [startsAt, links] of await byQuarter(clicks)) {
    for (const [shortUrlId, those] of links) {
      const { workspaceId, domainId } = places.get(shortUrlId) as LinkPlace;
      const key = `${workspaceId} ${startsAt}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { workspaceId, startsAt, domains: new Map() }));
      const domain: ByLink = group.domains.get(domainId) ?? new Map<string, number[]>();
      group.domains.set(domainId, domain.set(shortUrlId, those));
    }
  }
  return [...groups.values()];
}

/** Without keys put together from several, of which each click would need one. */
async function byQuarter(clicks: readonly DescribedClick[]): Promise<ReadonlyMap<number, ByLink>> {
  const slice = new TimeSlice();
  const quarters = new Map<number, ByLink>();
  for (const [place, click] of clicks.entries()) {
    const startsAt = startOfQuarter(click.at);
    let links = quarters.get(startsAt);
    if (!links) quarters.set(startsAt, (links = new Map<string, number[]>()));
    const those = links.get(click.shortUrlId);
    if (those) those.push(place);
    else links.set(click.shortUrlId, [place]);
    if (slice.isOver) await slice.next();
  }
  return quarters;
}

/** What there will be rollups of. */
export function placesIn(groups: readonly WorkspaceClicks[]): RollupPlace[] {
  return groups.flatMap(({ domains, ...group }) => [
    ...[...domains].flatMap(([domainId, links]) => [
      ...[...links.keys()].map((shortUrlId) => linkPlace(group, shortUrlId)),
      domainPlace(group, domainId),
    ]),
    workspacePlace(group),
  ]);
}

/**
 * What clicks add up to, for each quarter of an hour: by link, by domain and by workspace. One after the other, because all at
 * once would fill the memory.
 *
 * @param tally of the batch
 * @param spread what is to be added for one
 */
export async function* rollUp(
  groups: readonly WorkspaceClicks[],
  tally: BatchTally,
  spread: (rollup: Rollup) => readonly Rollup[],
): AsyncGenerator<Rollup> {
  for (const { domains, ...group } of groups) {
    for (const [shortUrlId, clicks] of [...domains.values()].flatMap((links) => [...links])) {
      await tally.add(clicks);
      yield* spread({ ...linkPlace(group, shortUrlId), sums: tally.take('short_url') });
    }
    for (const [domainId, links] of domains) {
      for (const clicks of links.values()) await tally.add(clicks);
      yield* spread({ ...domainPlace(group, domainId), sums: tally.take() });
    }
    for (const links of domains.values()) for (const clicks of links.values()) await tally.add(clicks);
    yield* spread({ ...workspacePlace(group), sums: tally.take() });
  }
}

type Group = Omit<WorkspaceClicks, 'domains'>;

const placeOf = (scope: number, { workspaceId, startsAt }: Group, subjectId: string): RollupPlace => ({
  ...{ scope, workspaceId, subjectId },
  ...{ grain: GRAIN.quarter, startsAt },
});
const linkPlace = (group: Group, shortUrlId: string): RollupPlace => placeOf(SCOPE.link, group, shortUrlId);
const domainPlace = (group: Group, domainId: string): RollupPlace => placeOf(SCOPE.domain, group, domainId);
const workspacePlace = (group: Group): RollupPlace => placeOf(SCOPE.workspace, group, group.workspaceId);
