import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsArray, IsUUID } from 'class-validator';
import { IfGiven } from '../../../common/http/if-given.js';

/** For lists of what is the same in either case, as UUIDs (RFC 9562 §4) and schemes (RFC 3986 §3.1) are. */
export const lowerCase = (value: unknown): unknown =>
  Array.isArray(value) ? value.map((it: unknown) => (typeof it === 'string' ? it.toLowerCase() : it)) : value;

/** Ids, which take the place of those before. */
export const IdList = (description: string) =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], format: 'uuid', description }),
    IfGiven(),
    IsArray(),
    IsUUID('all', { each: true }),
    Transform(({ value }: { value: unknown }) => lowerCase(value)),
  );
