import { applyDecorators } from '@nestjs/common';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MOST_NAME_CHARACTERS } from '../domain/text-limits.js';

/** What people, organizations, workspaces and groups are called. */
export const IsName = (whenEmpty?: { message: string }) =>
  applyDecorators(MaxLength(MOST_NAME_CHARACTERS), IsNotEmpty(whenEmpty), IsString());
