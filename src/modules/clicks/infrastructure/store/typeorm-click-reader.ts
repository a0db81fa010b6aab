import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../common/domain/clock.js';
import { Database } from '../../../../database/database.js';
import { ClickQuestion, ClickReader, CountedValue, Parting, SingleClick } from '../../domain/click-reader.js';
import { Counts, eachOf } from '../../domain/counts.js';
import { Filter, isMatch, matching, Parts } from '../../domain/parts.js';
import { Period, partPeriod } from '../../domain/periods.js';
import { Series } from '../../domain/series.js';
import { OTHERS } from '../../domain/sums.js';
import { startOfQuarter, QUARTER_MILLISECONDS } from '../../domain/utc-day.js';
import { isOfLinks, RollupReader } from './rollup-reader.js';
import { RollupKey } from './rollup-rows.js';
import { SingleClickReader } from './single-click-reader.js';

const MINUTE_MILLISECONDS = 60_000;
const RECENT_MILLISECONDS = 10 * MINUTE_MILLISECONDS;

/** From rollups, where these can tell, and from single clicks. */
@Injectable()
export class TypeormClickReader extends ClickReader {
  constructor(
    private readonly database: Database,
    private readonly rollups: RollupReader,
    private readonly singleClicks: SingleClickReader,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async series(question: ClickQuestion, starts: readonly number[]): Promise<Counts[]> {
    const series = new Series(starts);
    const [filter, ...more] = await this.filtersOf(question);
    const period = periodOf(question);
    // What lies before the period need not be told apart.
    const isByMinute = starts.some((start) => start > question.from && start % QUARTER_MILLISECONDS !== 0);
    if (more.length > 0 || (filter && isByMinute)) {
      await this.addSingles(series, question, [period]);
      return series.counts;
    }
    const subjects = await this.rollups.subjectsOf(question.scope);
    const { edges } = partPeriod(period, []);
    if (filter) {
      await this.addFiltered(series, subjects, period, filter);
      await this.addSingles(series, question, edges);
    } else if (isByMinute) {
      await this.addMinutes(series, subjects, [period]);
    } else {
      series.addAll(await this.rollups.sums(subjects, period, starts));
      await this.addMinutes(series, subjects, edges);
    }
    return series.counts;
  }

  override async parts(question: ClickQuestion, by: Parting): Promise<CountedValue[]> {
    const parts = by === 'tag' ? await this.tags(question) : await this.countedBy(question, by);
    if (by === 'domain') await this.nameDomains(parts);
    return parts.toSorted((a, b) => b.counts[0] - a.counts[0] || ((a.value ?? '') < (b.value ?? '') ? -1 : 1));
  }

  override singles(question: ClickQuestion): AsyncGenerator<SingleClick[]> {
    return this.singleClicks.inOrder(question);
  }

  override batch(
    asked: Pick<ClickQuestion, 'scope' | 'filters'>,
    batch: string,
    limit: number,
  ): Promise<SingleClick[]> {
    const to = this.clock.now().getTime() + MINUTE_MILLISECONDS;
    return this.singleClicks.batch({ ...asked, from: to - RECENT_MILLISECONDS, to }, batch, limit);
  }

  private async countedBy(question: ClickQuestion, by: Exclude<Parting, 'tag'>): Promise<CountedValue[]> {
    const parts = new Parts();
    const period = periodOf(question);
    const [filter, ...more] = await this.filtersOf(question);
    const isTold = more.length === 0 && (!filter || filter.name === by || isByLink(question, by));
    if (isTold) await this.addRollups(parts, question, by, filter);
    const periods = isTold ? partPeriod(period, []).edges : [period];
    for (const { value, counts } of await this.singleClicks.parts(question, periods, by)) parts.add(value, counts);
    return filter?.name === by ? parts.all.filter(({ value }) => isMatch(filter, value)) : parts.all;
  }

  private async addRollups(
    parts: Parts,
    question: ClickQuestion,
    by: Exclude<Parting, 'tag'>,
    filter: Filter | undefined,
  ): Promise<void> {
    const period = periodOf(question);
    const subjects = await this.rollups.subjectsOf(question.scope);
    if (!isByLink(question, by)) {
      for (const { counts, values } of await this.rollups.rows(subjects, period, [], by)) parts.addAll(values, counts);
    } else if (filter) {
      for (const { subjectId, counts, values } of await this.rollups.rows(subjects, period, [], filter.name)) {
        parts.add(subjectId, matching(counts, values, filter));
      }
    } else {
      for (const { subjectId, counts } of await this.rollups.sumsBySubject(subjects, period)) {
        parts.add(subjectId, counts);
      }
    }
  }

  /** What has to match, beside whose they are. Links may have been moved, so that their domain is one of it. */
  private async filtersOf({ scope, filters }: ClickQuestion): Promise<Filter[]> {
    const all = [...filters].map(([name, value]): Filter => ({ name, wanted: [value] }));
    if (scope.domain === undefined || !isOfLinks(scope)) return all;
    return [...all, { name: 'domain', wanted: await this.rollups.domainIdsOf(scope.domain) }];
  }

  private async nameDomains(parts: CountedValue[]): Promise<void> {
    const rows: { id: string; hostname: string }[] = await this.database.manager.query(
      'SELECT id, hostname FROM domains WHERE id::text = ANY($1)',
      [parts.map(({ value }) => value)],
    );
    const hosts = new Map(rows.map(({ id, hostname }) => [id, hostname]));
    for (const part of parts) part.value = hosts.get(part.value ?? '') ?? part.value;
  }

  /** A link's clicks count under each of its tags; without any they have no value. */
  private async tags(question: ClickQuestion): Promise<CountedValue[]> {
    const links = await this.countedBy(question, 'short_url');
    const rows: { id: string; tags: string[] }[] = await this.database.manager.query(
      'SELECT id, tags FROM short_urls WHERE id = ANY($1)',
      [links.flatMap(({ value }) => (value === null || value === OTHERS ? [] : value))],
    );
    const tagsOf = new Map(rows.map(({ id, tags }) => [id, tags]));
    const parts = new Parts();
    for (const { value, counts } of links) {
      const tags = value === OTHERS ? [OTHERS] : (tagsOf.get(value ?? '') ?? []);
      for (const tag of tags.length > 0 ? tags : [null]) parts.add(tag, counts);
    }
    return parts.all;
  }

  private async addFiltered(
    series: Series,
    subjects: readonly RollupKey[],
    period: Period,
    filter: Filter,
  ): Promise<void> {
    for (const { startsAt, counts, values } of await this.rollups.rows(subjects, period, series.starts, filter.name)) {
      series.add(startsAt, matching(counts, values, filter));
    }
  }

  private async addSingles(series: Series, question: ClickQuestion, periods: readonly Period[]): Promise<void> {
    series.addAll(await this.singleClicks.series(question, periods, series.starts));
  }

  private async addMinutes(series: Series, subjects: readonly RollupKey[], periods: readonly Period[]): Promise<void> {
    const whole = periods.map(([since, until]): Period => [startOfQuarter(since), until]);
    for (const { startsAt, values } of await this.rollups.minutes(subjects, whole)) {
      eachOf(values, (minute, counts) => {
        const at = startsAt + Number(minute) * MINUTE_MILLISECONDS;
        if (periods.some(([since, until]) => at >= since && at < until)) series.add(at, counts);
      });
    }
  }
}

const periodOf = ({ from, to }: ClickQuestion): Period => [from, to];

/** A link's rollups do not say whose they are. */
const isByLink = ({ scope }: ClickQuestion, by: Parting): boolean => by === 'short_url' && isOfLinks(scope);
