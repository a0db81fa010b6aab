import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { MOST_DESCRIPTION_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { Workspace } from '../domain/workspace.js';

export class CreateWorkspaceDto {
  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS, example: 'Storefront' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(MOST_NAME_CHARACTERS)
  name!: string;

  @ApiPropertyOptional({ maxLength: MOST_DESCRIPTION_CHARACTERS })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_DESCRIPTION_CHARACTERS)
  description?: string;
}

export class WorkspaceAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() description!: string;
  @ApiProperty() is_default!: boolean;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export const presentWorkspace = (workspace: Workspace): WorkspaceAnswer => ({
  id: workspace.id,
  name: workspace.name,
  description: workspace.description,
  is_default: workspace.isDefault,
  created_at: workspace.createdAt.toISOString(),
});
