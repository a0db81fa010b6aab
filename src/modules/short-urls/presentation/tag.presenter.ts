import { ApiProperty } from '@nestjs/swagger';
import { TagDetails } from '../domain/tag.repository.js';

export class TagAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'uuid' }) workspace_id!: string;
  @ApiProperty({ example: 'campaign' }) name!: string;
  @ApiProperty({ example: '#208368' }) colour!: string;
  @ApiProperty({ description: 'How many have it, archived ones too' }) links!: number;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ format: 'date-time' }) updated_at!: string;
}

export const presentTag = ({ tag, links }: TagDetails): TagAnswer => ({
  id: tag.id,
  workspace_id: tag.workspaceId,
  name: tag.name,
  colour: tag.colour,
  links,
  created_at: tag.createdAt.toISOString(),
  updated_at: tag.updatedAt.toISOString(),
});
