import { Body, Controller, Delete, HttpCode, Patch, Post, Query } from '@nestjs/common';
import { ApiBearerAuth, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Actor } from '../../../common/domain/access/actor.js';
import { Reach } from '../../../common/domain/access/reach.js';
import { ValidationError } from '../../../common/domain/errors.js';
import { attemptEach, continueWith, Outcome, requireAll } from '../../../common/domain/outcome.js';
import { ApiShortListAnswer } from '../../../common/http/openapi.decorators.js';
import { Content } from '../../../common/http/request-content.interceptor.js';
import { validateBody } from '../../../common/http/request-validation.pipe.js';
import {
  CurrentActor,
  CurrentReach,
  Idempotent,
  RequirePermission,
  RequireScopes,
} from '../../../common/http/route.decorators.js';
import { BatchOptions, ShortUrlBatches } from '../application/short-url-batches.js';
import { ChangeItemDto, DeleteItemDto, UpsertItemDto } from './bulk-items.dto.js';
import { BulkDto, BulkItemAnswer, BulkQueryDto } from './bulk.dto.js';
import { BulkPresenter } from './bulk.presenter.js';
import { CreateShortUrlDto } from './short-url.dto.js';

const MOST_BYTES = 16 * 1_048_576;

/** Up to a thousand links in one call, which counts as one against the plan. */
@ApiTags('Short URLs')
@ApiBearerAuth()
@RequireScopes('short-urls:write')
@Content({ bodyLimit: MOST_BYTES })
@Controller('api/1.0/short-urls/bulk')
export class BulkController {
  constructor(
    private readonly batches: ShortUrlBatches,
    private readonly presenter: BulkPresenter,
  ) {}

  @Post()
  @Idempotent()
  @HttpCode(200)
  @RequirePermission('links.create')
  @ApiOperation({ summary: 'Create many short URLs' })
  @ApiShortListAnswer(BulkItemAnswer)
  async create(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: BulkQueryDto,
    @Body() body: BulkDto,
  ): Promise<{ data: BulkItemAnswer[] }> {
    const orders = await readEach(body, CreateShortUrlDto, (item) => item.toOrder());
    const outcomes = await together(orders, query, (them, options) => this.batches.create(actor, reach, them, options));
    return this.presenter.present(outcomes, (shortUrl) => ({ status: 201, shortUrl }));
  }

  @Patch()
  @RequirePermission('links.update')
  @ApiOperation({ summary: 'Change many short URLs' })
  @ApiShortListAnswer(BulkItemAnswer)
  async update(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: BulkQueryDto,
    @Body() body: BulkDto,
  ): Promise<{ data: BulkItemAnswer[] }> {
    const orders = await readEach(body, ChangeItemDto, (item) => item.toChangeOrder());
    const outcomes = await together(orders, query, (them, options) => this.batches.update(actor, reach, them, options));
    return this.presenter.present(outcomes, (shortUrl) => ({ status: 200, shortUrl }));
  }

  @Post('upsert')
  @Idempotent()
  @HttpCode(200)
  @RequirePermission('links.view')
  @ApiOperation({
    summary: 'Create or change many short URLs by their external ids',
    description: 'Needs links.create or links.update, as each one is new or not.',
  })
  @ApiShortListAnswer(BulkItemAnswer)
  async upsert(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: BulkQueryDto,
    @Body() body: BulkDto,
  ): Promise<{ data: BulkItemAnswer[] }> {
    const orders = await readEach(body, UpsertItemDto, (item) => item.toUpsertOrder());
    const outcomes = await together(orders, query, (them, options) => this.batches.upsert(actor, reach, them, options));
    return this.presenter.present(outcomes, ({ shortUrl, isNew }) => ({ status: isNew ? 201 : 200, shortUrl }));
  }

  @Delete()
  @HttpCode(200)
  @RequirePermission('links.delete')
  @ApiOperation({ summary: 'Delete many short URLs' })
  @ApiShortListAnswer(BulkItemAnswer)
  async delete(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: BulkQueryDto,
    @Body() body: BulkDto,
  ): Promise<{ data: BulkItemAnswer[] }> {
    const orders = await readEach(body, DeleteItemDto, (item) => item.toDeleteOrder());
    const outcomes = await together(orders, query, (them, options) => this.batches.delete(actor, reach, them, options));
    return this.presenter.present(outcomes, () => ({ status: 204 }));
  }

  @Post('delete')
  @Idempotent()
  @HttpCode(200)
  @RequirePermission('links.delete')
  @ApiOperation({
    summary: 'Delete many short URLs (as DELETE)',
    description: 'For clients and proxies that drop the body of a DELETE.',
  })
  @ApiShortListAnswer(BulkItemAnswer)
  deleteByPost(
    @CurrentActor() actor: Actor,
    @CurrentReach() reach: Reach,
    @Query() query: BulkQueryDto,
    @Body() body: BulkDto,
  ): Promise<{ data: BulkItemAnswer[] }> {
    return this.delete(actor, reach, query, body);
  }
}

/** Each item is judged as the body of a call of its own. */
const readEach = <T extends object, O>(
  { items }: BulkDto,
  dto: new () => T,
  toOrder: (item: T) => O,
): Promise<Outcome<O>[]> => attemptEach(items, async (item) => toOrder(await validateBody(dto, requireObject(item))));

/** The good ones go on, unless all are wanted or none. */
const together = <O, R>(
  orders: readonly Outcome<O>[],
  { options }: BulkQueryDto,
  work: (orders: readonly O[], options: BatchOptions) => Promise<Outcome<R>[]>,
): Promise<Outcome<R>[]> => continueWith(options.atomic ? requireAll(orders) : orders, (them) => work(them, options));

function requireObject(item: unknown): object {
  if (typeof item === 'object' && item !== null && !Array.isArray(item)) return item;
  throw ValidationError.on('item', 'item must be an object');
}
