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
    if (metadata.type !== 'body' && metadata.type !== 'query') return value;
    const [method] = methodsNamed(value, metadata);
    if (method !== undefined) throw refusalOf(method, metadata);
    return this[metadata.type].transform(value, metadata);
  }
}

/** What a DTO can do is no field of it; its transformation would pass such names over. */
const methodsNamed = (value: unknown, { metatype }: ArgumentMetadata): string[] =>
  Object.keys(value ?? {}).filter((name) => name in ((metatype?.prototype ?? {}) as object));

const refusalOf = (name: string, { type }: ArgumentMetadata): Error =>
  type === 'body'
    ? ValidationError.on(name, `${name} is not a known field`)
    : new BadRequestError(`${name} is not a known field`, 'bad_query_parameter');

/** For forms that are shown again with their errors. @throws ValidationError */
export const validateBody = <T>(dto: new () => T, value: unknown): Promise<T> =>
  new RequestValidationPipe().transform(value, { type: 'body', metatype: dto }) as Promise<T>;

/** What a value would have to be says little where there is none; words that a field has of its own stay. */
function missing(place: string, texts: readonly string[]): string[] {
  const own = texts.filter((text) => !BY_RULE.test(text));
  return own.length > 0 ? own : [`${place} is required`];
}

const BY_RULE = /^(each (value in )?)?[\w.]+ (must|should) /;

function fieldErrors(faults: readonly Fault[], path = ''): FieldErrors {
  const entries = faults.flatMap((fault): [string, string[]][] => {
    const place = path ? `${path}.${fault.property}` : fault.property;
    const own = Object.entries(fault.constraints ?? {}).map(([rule, text]) =>
      rule === 'whitelistValidation' ? `${place} is not a known field` : text,
    );
    const texts = fault.value === undefined && own.length > 0 ? missing(place, own) : own;
    return [
      ...(texts.length > 0 ? [[place, texts] as [string, string[]]] : []),
      ...Object.entries(fieldErrors(fault.children ?? [], place)),
    ];
  });
  return Object.fromEntries(entries);
}
