import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIP, IsObject, IsOptional, IsString, MaxLength, ValidateBy, ValidateNested } from 'class-validator';
import { IsInstant } from '../../../common/http/is-instant.js';
import { VisitDescription } from '../application/visitors.js';
import { continentOf } from '../domain/countries.js';
import { Simulation } from '../domain/simulation.js';

const MOST_CHARACTERS = 2048;

const IsCountry = () =>
  ValidateBy({
    name: 'isCountry',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && continentOf(value.toUpperCase()) !== undefined,
      defaultMessage: () => '$property must be a country code of two letters (ISO 3166-1)',
    },
  });

class DescribedVisitorDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'FR',
    description: 'ISO 3166-1; in place of what ip says',
  })
  @IsOptional()
  @IsCountry()
  country?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Brittany' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  region?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'Rennes' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  city?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, description: 'As in User-Agent; left out: unknown' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  user_agent?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'fr-CA', description: 'As in Accept-Language' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  language?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '192.0.2.7' })
  @IsOptional()
  @IsIP()
  ip?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'https://news.example.com/' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  referrer?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: 'ref=mail', description: 'Without its question mark' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_CHARACTERS)
  query?: string | null;

  @ApiPropertyOptional({ type: String, nullable: true, format: 'date-time', description: 'Left out: now' })
  @IsOptional()
  @IsInstant()
  at?: string | null;
}

export class SimulateDto {
  @ApiPropertyOptional({ type: DescribedVisitorDto, description: 'What is left out is unknown' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => DescribedVisitorDto)
  visitor?: DescribedVisitorDto | null;

  toDescription(now: Date): VisitDescription {
    const { country, region, city, ...visitor }: Partial<DescribedVisitorDto> = this.visitor ?? {};
    return {
      ip: visitor.ip ?? null,
      userAgent: visitor.user_agent ?? null,
      language: visitor.language ?? null,
      referrer: visitor.referrer ?? null,
      query: visitor.query?.replace(/^\?/, '') ?? null,
      at: visitor.at ? new Date(visitor.at) : now,
      place: {
        ...(country && { country: country.toUpperCase(), continent: continentOf(country.toUpperCase()) ?? null }),
        ...(region && { region }),
        ...(city && { city }),
      },
    };
  }
}

class RuleAnswer {
  @ApiProperty() index!: number;
  @ApiProperty() matched!: boolean;
  @ApiPropertyOptional({ description: 'Place of its first condition that did not hold' }) failed_condition?: number;
}

export class SimulationAnswer {
  @ApiProperty({ example: 302 }) status!: number;
  @ApiProperty({ type: String, nullable: true, description: 'null: a page that says why' })
  destination_url!: string | null;
  @ApiProperty({ type: Number, nullable: true, description: "null: the link's own destination" })
  matched_rule!: number | null;
  @ApiProperty({ type: [RuleAnswer], description: 'Up to the first that matched' }) rules!: RuleAnswer[];
}

export const presentSimulation = ({ status, destinationUrl, matchedRule, rules }: Simulation): SimulationAnswer => ({
  status,
  destination_url: destinationUrl,
  matched_rule: matchedRule,
  rules: rules.map(({ index, matched, failedCondition }) => ({
    ...{ index, matched },
    ...(failedCondition !== undefined && { failed_condition: failedCondition }),
  })),
});
