import { Injectable } from '@nestjs/common';
import { Clock } from '../../../../common/domain/clock.js';
import { Database } from '../../../../database/database.js';
import { ClickQuestion, ClickReader, CountedValue, Parting, SingleClick } from '../../domain/click-reader.js';
import { Counts } from '../../domain/counts.js';
import { Dimension } from '../../domain/dimension.js';
import { isMatch, matching, Parts } from '../../domain/parts.js';
import { Period, partPeriod } from '../../domain/periods.js';
import { Series } from '../../domain/series.js';
import { OTHERS } from '../../domain/tally.js';
import { startOfQuarter, QUARTER_MILLISECONDS } from '../../domain/utc-day.js';
import { RollupReader } from './rollup-reader.js';
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
    const [filter, ...more] = question.filters;
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
    const { edges } = partPeriod(periodOf(question), []);
    const [filter, ...more] = question.filters;
    if (more.length > 0 || (filter && filter[0] !== by)) {
      for (const { value, counts } of await this.singleClicks.parts(question, [periodOf(question)], by)) {
        parts.add(value, counts);
      }
      return parts.all;
    }
    await this.addRollups(parts, question, by);
    for (const { value, counts } of await this.singleClicks.parts(question, edges, by)) parts.add(value, counts);
    return filter ? parts.all.filter(({ value }) => isMatch(by as Dimension, value, filter[1])) : parts.all;
  }

  private async addRollups(parts: Parts, question: ClickQuestion, by: Exclude<Parting, 'tag'>): Promise<void> {
    const subjects = await this.rollups.subjectsOf(question.scope);
    const isOfLinks = question.scope.shortUrlId !== undefined || question.scope.tag !== undefined;
    if (isOfLinks && (by === 'short_url' || by === 'domain')) {
      await this.addLinks(parts, question, subjects, by);
      return;
    }
    for (const { counts, values } of await this.rollups.rows(subjects, periodOf(question), [], by)) {
      parts.addAll(values ?? {}, counts);
    }
  }

  /** A link's rollups do not say whose they are. */
  private async addLinks(
    parts: Parts,
    question: ClickQuestion,
    subjects: readonly RollupKey[],
    by: 'short_url' | 'domain',
  ): Promise<void> {
    const domains = by === 'domain' ? await this.domainsOf(subjects) : undefined;
    for (const { subjectId, counts } of await this.rollups.sumsBySubject(subjects, periodOf(question))) {
      parts.add(domains ? (domains.get(subjectId) ?? null) : subjectId, counts);
    }
  }

  private async nameDomains(parts: CountedValue[]): Promise<void> {
    const rows: { id: string; hostname: string }[] = await this.database.manager.query(
      'SELECT id, hostname FROM domains WHERE id::text = ANY($1)',
      [parts.map(({ value }) => value)],
    );
    const hosts = new Map(rows.map(({ id, hostname }) => [id, hostname]));
    for (const part of parts) part.value = hosts.get(part.value ?? '') ?? part.value;
  }

  private async domainsOf(subjects: readonly RollupKey[]): Promise<Map<string, string>> {
    const rows: { id: string; domain_id: string }[] = await this.database.manager.query(
      'SELECT id, domain_id FROM short_urls WHERE id = ANY($1)',
      [subjects.map(({ subjectId }) => subjectId)],
    );
    return new Map(rows.map(({ id, domain_id }) => [id, domain_id]));
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
    [dimension, wanted]: [Dimension, string | null],
  ): Promise<void> {
    for (const row of await this.rollups.rows(subjects, period, series.starts, dimension)) {
      series.add(row.startsAt, matching(row.counts, row.values ?? {}, dimension, wanted));
    }
  }

  private async addSingles(series: Series, question: ClickQuestion, periods: readonly Period[]): Promise<void> {
    series.addAll(await this.singleClicks.series(question, periods, series.starts));
  }

  private async addMinutes(series: Series, subjects: readonly RollupKey[], periods: readonly Period[]): Promise<void> {
    const whole = periods.map(([since, until]): Period => [startOfQuarter(since), until]);
    for (const { startsAt, values } of await this.rollups.minutes(subjects, whole)) {
      for (const [minute, counts] of Object.entries(values ?? {})) {
        const at = startsAt + Number(minute) * MINUTE_MILLISECONDS;
        if (periods.some(([since, until]) => at >= since && at < until)) series.add(at, counts);
      }
    }
  }
}

const periodOf = ({ from, to }: ClickQuestion): Period => [from, to];
