import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';
import { MOST_TAG_CHARACTERS } from '../../../common/domain/text-limits.js';
import { TAG_NAME } from '../domain/tag.js';

const RULE = 'must be text without commas, control characters and outer spaces';

export const IsTagName = () =>
  applyDecorators(IsString(), MaxLength(MOST_TAG_CHARACTERS), Matches(TAG_NAME, { message: `$property ${RULE}` }));

export const AreTagNames = () =>
  applyDecorators(
    IsString({ each: true }),
    MaxLength(MOST_TAG_CHARACTERS, { each: true }),
    Matches(TAG_NAME, { each: true, message: `each tag ${RULE}` }),
  );
