import { Controller, Get, Query, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiConflictResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { Reach } from '../../../common/domain/access/reach.js';
import { Clock } from '../../../common/domain/clock.js';
import { EVENT_STREAM, JSON_TYPES } from '../../../common/http/content-types.js';
import { EventStreams } from '../../../common/http/event-streams.js';
import { ApiItemAnswer, ApiShortListAnswer } from '../../../common/http/openapi.decorators.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { CurrentReach, RequirePermission, RequireScopes } from '../../../common/http/route.decorators.js';
import { AnalyticsService } from '../application/analytics.service.js';
import { LiveClicks } from '../application/live-clicks.js';
import { AnalyticsQueryDto, limitOf, partingOf, selectionOf, stepsOf } from './analytics-query.dto.js';
import {
  AnalyticsPresenter,
  BucketAnswer,
  bucketAnswers,
  type BucketFields,
  PartAnswer,
  type PartFields,
  SummaryAnswer,
  summaryAnswer,
  type SummaryFields,
} from './analytics.presenter.js';

const BY_SHORT_URL = 'short_url';

@ApiTags('Analytics')
@ApiBearerAuth()
@RequireScopes('analytics:read')
@RequirePermission('analytics.view')
@Controller('api/1.0/analytics')
export class AnalyticsController {
  constructor(
    private readonly analytics: AnalyticsService,
    private readonly live: LiveClicks,
    private readonly streams: EventStreams,
    private readonly presenter: AnalyticsPresenter,
    private readonly clock: Clock,
  ) {}

  @Get('summary')
  @ApiOperation({
    summary: 'Count clicks',
    description:
      '`previous` has the counts of the period of the same length just before. A click counts within seconds. All of analytics takes the same parameters; those that mean nothing to a call are passed over.',
  })
  @ApiItemAnswer(SummaryAnswer)
  async summary(@CurrentReach() reach: Reach, @Query() query: AnalyticsQueryDto): Promise<{ data: SummaryFields }> {
    return { data: summaryAnswer(await this.analytics.summary(reach, selectionOf(query, this.clock.now()))) };
  }

  @Get('timeseries')
  @ApiOperation({
    summary: 'Count clicks by time',
    description:
      'Every step of the period, empty ones too. Steps follow the clocks of `timezone`: a day may have 23 hours. The first and the last count only what lies in the period.',
  })
  @ApiShortListAnswer(BucketAnswer)
  async timeseries(@CurrentReach() reach: Reach, @Query() query: AnalyticsQueryDto): Promise<{ data: BucketFields[] }> {
    const selection = selectionOf(query, this.clock.now());
    const { starts, timezone } = stepsOf(query, selection);
    return { data: bucketAnswers(await this.analytics.series(reach, selection, starts), timezone) };
  }

  @Get('breakdown')
  @ApiOperation({
    summary: 'Count clicks by what they have in common',
    description: 'The most frequent first. By `tag`, a link counts under each of its tags.',
  })
  @ApiShortListAnswer(PartAnswer)
  async breakdown(@CurrentReach() reach: Reach, @Query() query: AnalyticsQueryDto): Promise<{ data: PartFields[] }> {
    const by = partingOf(query);
    const parts = await this.analytics.parts(reach, selectionOf(query, this.clock.now()), by, limitOf(query));
    return { data: parts.map((part) => this.presenter.part(by, part)) };
  }

  @Get('top')
  @ApiOperation({
    summary: 'List the links with most clicks',
    description: 'A breakdown by `short_url`: `value` is the id of the link.',
  })
  @ApiShortListAnswer(PartAnswer)
  async top(@CurrentReach() reach: Reach, @Query() query: AnalyticsQueryDto): Promise<{ data: PartFields[] }> {
    const selection = selectionOf(query, this.clock.now());
    const parts = await this.analytics.parts(reach, selection, BY_SHORT_URL, limitOf(query));
    return { data: parts.map((part) => this.presenter.part(BY_SHORT_URL, part)) };
  }

  @Get('live')
  @Content({ answers: [EVENT_STREAM, ...JSON_TYPES] })
  @ApiOperation({
    summary: 'Follow clicks (Server-Sent Events)',
    description:
      'An event `click` for each, seconds after its redirect. Filters choose among them; the period is passed over. A stream lasts 30 seconds; `EventSource` comes again by itself, and its rights are looked at anew.',
  })
  @ApiConflictResponse({ schema: { $ref: '#/components/schemas/Error' }, description: 'Too many streams are open' })
  @ApiOkResponse({ content: { [EVENT_STREAM]: { schema: { type: 'string' } } } })
  async follow(
    @Res() response: Response,
    @CurrentReach() reach: Reach,
    @Query() query: AnalyticsQueryDto,
  ): Promise<void> {
    const asked = await this.analytics.question(reach, selectionOf(query, this.clock.now()));
    await this.streams.send(response, reach.organizationId, (stop) => this.events(this.live.of(asked, stop)));
  }

  private async *events(clicks: ReturnType<LiveClicks['of']>): AsyncGenerator<string> {
    for await (const click of clicks) {
      yield `event: click\ndata: ${JSON.stringify(this.presenter.single(click))}\n\n`;
    }
  }
}
