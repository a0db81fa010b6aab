import { Controller, Get } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { ApiItemAnswer } from '../../../common/http/openapi.decorators.js';
import { type Principal } from '../../../common/http/principal.js';
import { CurrentPrincipal } from '../../../common/http/route.decorators.js';
import { PlanUsage } from '../application/plan-usage.js';

class LimitsAnswer {
  @ApiProperty({ example: 'pro' }) plan!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Requests a minute; null: unlimited' }) limit!:
    number | null;
  @ApiProperty({ description: 'In the minute that is running, this request included' }) used!: number;
  @ApiProperty({ type: Number, nullable: true }) remaining!: number | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: nothing is counted now' })
  reset_at!: string | null;
}

@ApiTags('Limits')
@Controller('api/1.0/limits')
export class LimitsController {
  constructor(private readonly usage: PlanUsage) {}

  @Get()
  @ApiOperation({ summary: "How much of the plan's limit is used" })
  @ApiItemAnswer(LimitsAnswer)
  async find(@CurrentPrincipal() { organization }: Principal): Promise<{ data: LimitsAnswer }> {
    const { limit, used, remaining, resetAt } = await this.usage.of(organization);
    return {
      data: { plan: organization.plan, limit, used, remaining, reset_at: resetAt?.toISOString() ?? null },
    };
  }
}
