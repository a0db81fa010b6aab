import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsOptional, IsString, MaxLength, ValidateBy } from 'class-validator';
import { isAppScheme } from '../../../common/domain/app-schemes.js';
import { MOST_DESCRIPTION_CHARACTERS, MOST_NAME_CHARACTERS } from '../../../common/domain/text-limits.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { IsName } from '../../../common/http/is-name.js';
import { WorkspaceChange } from '../application/workspaces.service.js';
import { Workspace } from '../domain/workspace.js';
import { IdList, lowerCase } from './id-list.js';

const MOST_SCHEMES = 50;

const IsAppScheme = () =>
  ValidateBy(
    {
      name: 'isAppScheme',
      validator: {
        validate: (value: unknown) => typeof value === 'string' && isAppScheme(value),
        defaultMessage: () =>
          'each value in $property must be the scheme of an app, without its colon, such as spotify',
      },
    },
    { each: true },
  );

class WorkspaceContentsDto {
  @ApiPropertyOptional({ type: String, nullable: true, maxLength: MOST_DESCRIPTION_CHARACTERS })
  @IsOptional()
  @IsString()
  @MaxLength(MOST_DESCRIPTION_CHARACTERS)
  description?: string | null;

  @ApiPropertyOptional({ type: [String], example: ['spotify'], description: 'Of apps that its links may open' })
  @IfGiven()
  @IsArray()
  @ArrayMaxSize(MOST_SCHEMES)
  @IsAppScheme()
  @Transform(({ value }: { value: unknown }) => lowerCase(value))
  allowed_schemes?: string[];

  @IdList('The groups that are assigned to it')
  group_ids?: string[];

  @IdList('The members who are assigned to it directly')
  member_ids?: string[];

  toContents(): WorkspaceChange {
    const { description, allowed_schemes: allowedSchemes, group_ids: groupIds, member_ids: memberIds } = this;
    return {
      ...(description !== undefined && { description: description ?? '' }),
      ...(allowedSchemes && { allowedSchemes }),
      ...(groupIds && { groupIds }),
      ...(memberIds && { memberIds }),
    };
  }
}

export class CreateWorkspaceDto extends WorkspaceContentsDto {
  @ApiProperty({ maxLength: MOST_NAME_CHARACTERS, example: 'Storefront' })
  @IsName()
  name!: string;
}

export class UpdateWorkspaceDto extends WorkspaceContentsDto {
  @ApiPropertyOptional({ maxLength: MOST_NAME_CHARACTERS })
  @IfGiven()
  @IsName()
  name?: string;
}

export class DeleteWorkspaceDto {
  @ApiProperty({ description: 'The name of the workspace, typed to confirm', example: 'Storefront' })
  @IsString()
  name!: string;
}

export class WorkspaceAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty() description!: string;
  @ApiProperty({ description: 'It can’t be deleted' }) is_default!: boolean;
  @ApiProperty({ example: 'go.example.com', description: 'The host of links that name none' }) default_domain!: string;
  @ApiProperty({ type: [String], example: ['spotify'] }) allowed_schemes!: readonly string[];
  @ApiProperty({ format: 'date-time' }) created_at!: string;
}

export const presentWorkspace = (workspace: Workspace, defaultDomain: string): WorkspaceAnswer => ({
  id: workspace.id,
  name: workspace.name,
  description: workspace.description,
  is_default: workspace.isDefault,
  default_domain: defaultDomain,
  allowed_schemes: workspace.allowedSchemes,
  created_at: workspace.createdAt.toISOString(),
});
