import { Injectable } from '@nestjs/common';
import { DomainError, FieldErrors, ValidationError } from '../../../common/domain/errors.js';
import { hasFailed, Outcome } from '../../../common/domain/outcome.js';
import { problemOf } from '../../../common/http/problem.js';
import { ShortUrlListing } from '../domain/short-url-directory.js';
import { BulkItemAnswer } from './bulk.dto.js';
import { ShortUrlPresenter } from './short-url.presenter.js';

interface Success {
  status: number;
  shortUrl?: ShortUrlListing;
}

@Injectable()
export class BulkPresenter {
  constructor(private readonly shortUrls: ShortUrlPresenter) {}

  present<T>(outcomes: readonly Outcome<T>[], success: (value: T) => Success): { data: BulkItemAnswer[] } {
    return {
      data: outcomes.map((outcome, index) =>
        hasFailed(outcome)
          ? { index, status: problemOf(outcome).status, errors: errorsOf(outcome) }
          : { index, ...this.succeeded(success(outcome)) },
      ),
    };
  }

  private succeeded({ status, shortUrl }: Success): Omit<BulkItemAnswer, 'index'> {
    return { status, ...(shortUrl && { data: this.shortUrls.present(shortUrl) }) };
  }
}

const errorsOf = (error: DomainError): FieldErrors =>
  error instanceof ValidationError ? error.errors : { item: [error.message] };
