import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { Workspace } from '../domain/workspace.js';

export class CreateWorkspaceDto {
  @ApiProperty({ maxLength: 120, example: 'Storefront' })
  @IsString()
  @IsNotEmpty()
  @MaxLength(120)
  name!: string;

  @ApiPropertyOptional({ maxLength: 1000 })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
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
