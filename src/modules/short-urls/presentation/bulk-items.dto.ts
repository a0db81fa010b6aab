import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, IsUUID, Length } from 'class-validator';
import { ValidationError } from '../../../common/domain/errors.js';
import { IfGiven } from '../../../common/http/if-given.js';
import { ChangeOrder, DeleteOrder, UpsertOrder } from '../application/short-url-orders.js';
import { MOST_EXTERNAL_ID_CHARACTERS } from './clearable-settings.dto.js';
import { UpdateShortUrlDto } from './short-url.dto.js';

/** How one of many is named. */
export class DeleteItemDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Either this or external_id' })
  @IfGiven()
  @IsUUID()
  id?: string;

  @ApiPropertyOptional({ maxLength: MOST_EXTERNAL_ID_CHARACTERS })
  @IfGiven()
  @IsString()
  @Length(1, MOST_EXTERNAL_ID_CHARACTERS)
  external_id?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Where the external_id is looked for' })
  @IfGiven()
  @IsUUID()
  workspace_id?: string;

  toDeleteOrder(): DeleteOrder {
    return { key: keyOf(this), workspaceId: this.workspace_id?.toLowerCase() };
  }
}

export class ChangeItemDto extends UpdateShortUrlDto {
  @ApiPropertyOptional({ format: 'uuid', description: 'Without it, external_id says which link is meant' })
  @IfGiven()
  @IsUUID()
  id?: string;

  toChangeOrder(): ChangeOrder {
    const change = this.toChange();
    return { key: keyOf(this), workspaceId: change.workspaceId, change };
  }
}

export class UpsertItemDto extends UpdateShortUrlDto {
  @ApiProperty({ maxLength: MOST_EXTERNAL_ID_CHARACTERS })
  declare external_id?: string | null;

  /** @throws ValidationError on `external_id`, which an update may leave out */
  toUpsertOrder(): UpsertOrder {
    if (typeof this.external_id !== 'string') throw ValidationError.on('external_id', 'external_id is needed');
    const change = this.toChange();
    return { key: { externalId: this.external_id }, workspaceId: change.workspaceId, change };
  }
}

/** @throws ValidationError on `id` */
function keyOf({ id, external_id }: { id?: string; external_id?: string | null }): DeleteOrder['key'] {
  if (id !== undefined) return { id: id.toLowerCase() };
  if (typeof external_id === 'string') return { externalId: external_id };
  throw ValidationError.on('id', 'id or external_id is needed');
}
