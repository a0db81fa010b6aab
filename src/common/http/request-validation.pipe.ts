import { ArgumentMetadata, Injectable, PipeTransform, ValidationError as Fault, ValidationPipe } from '@nestjs/common';
import { BadRequestError, FieldErrors, ValidationError } from '../domain/errors.js';

const OPTIONS = { transform: true, whitelist: true, forbidNonWhitelisted: true, stopAtFirstError: false } as const;

/** Validates DTOs: a faulty body is 422 with errors by field, a faulty query parameter 400 that names it. */
@Injectable()
export class RequestValidationPipe implements PipeTransform {
  private readonly body = new ValidationPipe({
    ...OPTIONS,
    exceptionFactory: (faults) => new ValidationError(fieldErrors(faults)),
  });
  private readonly query = new ValidationPipe({
    ...OPTIONS,
    exceptionFactory: (faults) =>
      new BadRequestError(Object.values(fieldErrors(faults)).flat().join('. '), 'bad_query_parameter'),
  });

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') return this.body.transform(value, metadata);
    if (metadata.type === 'query') return this.query.transform(value, metadata);
    return value;
  }
}

/** For forms that are shown again with their errors. @throws ValidationError */
export const validateBody = <T>(dto: new () => T, value: unknown): Promise<T> =>
  new RequestValidationPipe().transform(value, { type: 'body', metatype: dto }) as Promise<T>;

function fieldErrors(faults: readonly Fault[], path = ''): FieldErrors {
  const entries = faults.flatMap((fault): [string, string[]][] => {
    const place = path ? `${path}.${fault.property}` : fault.property;
    const own = Object.entries(fault.constraints ?? {}).map(([rule, text]) =>
      rule === 'whitelistValidation' ? `${place} is not a known field` : text,
    );
    return [
      ...(own.length > 0 ? [[place, own] as [string, string[]]] : []),
      ...Object.entries(fieldErrors(fault.children ?? [], place)),
    ];
  });
  return Object.fromEntries(entries);
}
