import { Injectable, PipeTransform } from '@nestjs/common';
import { NotFoundError } from '../domain/errors.js';
import { isId } from '../domain/id.js';

/** An id in a path: what is no UUID names nothing, so it is answered like an unknown id. */
@Injectable()
export class ItemIdPipe implements PipeTransform<string, string> {
  transform(value: string): string {
    if (!isId(value)) throw new NotFoundError();
    return value.toLowerCase();
  }
}
