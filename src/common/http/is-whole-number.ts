import { applyDecorators } from '@nestjs/common';
import { Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';

/** Digits only: `0x1` and `1e1` are typos. */
const wholeNumber = (value: unknown): unknown =>
  typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;

/** A number that comes as text, in a query or a form. */
export const IsWholeNumber = (least: number, most: number) =>
  applyDecorators(
    Transform(({ value }: { value: unknown }) => wholeNumber(value)),
    IsInt(),
    Min(least),
    Max(most),
  );
