import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { MOST_TAG_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { sortOf, sortsOf } from '../../../common/http/list-sort.js';
import { PageQueryDto } from '../../../common/http/page-query.dto.js';
import { NewTag } from '../application/tags.service.js';
import { COLOUR, TagSettings } from '../domain/tag.js';
import { TAG_ORDERS, TagQuery } from '../domain/tag.repository.js';
import { IsTagName } from './is-tag-name.js';

const BY_NAME = 'name';
const SORTS = sortsOf(TAG_ORDERS);

class TagColourDto {
  @ApiPropertyOptional({
    type: String,
    nullable: true,
    pattern: COLOUR.source,
    example: '#208368',
    description: 'null or left out: one that follows from the name',
  })
  @IsOptional()
  @Matches(COLOUR, { message: 'colour must be # and six hexadecimal digits, such as #208368' })
  colour?: string | null;
}

export class CreateTagDto extends TagColourDto {
  @ApiProperty({ maxLength: MOST_TAG_CHARACTERS, example: 'campaign' })
  @IsTagName()
  name!: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    format: 'uuid',
    description: 'Where several workspaces are in reach; else the one in reach',
  })
  @IsOptional()
  @IsUUID()
  workspace_id?: string | null;

  toOrder(): NewTag {
    return { name: this.name, chosenColour: this.colour ?? null, workspaceId: this.workspace_id?.toLowerCase() };
  }
}

export class UpdateTagDto extends TagColourDto {
  @ApiPropertyOptional({ maxLength: MOST_TAG_CHARACTERS, description: 'Goes to every link that has the tag' })
  @IfGiven()
  @IsTagName()
  name?: string;

  toChange(): Partial<TagSettings> {
    return {
      ...(this.name !== undefined && { name: this.name }),
      ...(this.colour !== undefined && { chosenColour: this.colour }),
    };
  }
}

export class MergeTagDto {
  @ApiProperty({ format: 'uuid', description: 'The tag that its links get instead' })
  @IsUUID()
  into!: string;
}

export class TagListQueryDto extends PageQueryDto {
  @ApiPropertyOptional({ description: 'Part of the name' })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_TAG_CHARACTERS)
  search?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @IsUUID()
  workspace_id?: string;

  @ApiPropertyOptional({ enum: SORTS, default: BY_NAME })
  @IsOptional()
  @IsIn(SORTS)
  sort?: string;

  toQuery(): TagQuery {
    return { search: this.search, sort: sortOf(TAG_ORDERS, this.sort ?? BY_NAME) };
  }
}
