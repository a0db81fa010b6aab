import { Injectable, PipeTransform } from '@nestjs/common';
import { ValidationError } from '../../../common/domain/errors.js';
import { isStorable } from '../../../common/http/text-safety.js';
import { MOST_EXTERNAL_ID_CHARACTERS } from './clearable-settings.dto.js';

/** An external id in a path, which may become one. @throws ValidationError */
@Injectable()
export class ExternalIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (value.length <= MOST_EXTERNAL_ID_CHARACTERS && isStorable(value)) return value;
    throw ValidationError.on(
      'external_id',
      `external_id must be text of 1 to ${MOST_EXTERNAL_ID_CHARACTERS} characters.`,
    );
  }
}
