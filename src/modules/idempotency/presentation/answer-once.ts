import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { HeldKey } from '../application/held-key.js';
import { IdempotentRequests } from '../application/idempotent-requests.js';
import { malformed, parseIdempotencyKey } from '../domain/idempotency-key.js';
import { KeptAnswer } from '../domain/kept-answer.js';
import { scopeOf } from './idempotency-scope.js';

const HEADER = 'idempotency-key';

/** The header `Idempotency-Key` of draft-ietf-httpapi-idempotency-key-header. */
@Injectable()
export class AnswerOnce {
  constructor(private readonly requests: IdempotentRequests) {}

  /**
   * The text of the answer that the request got before; its status and headers are then set. undefined: it is to be
   * carried out, and what it is answered will be kept. `body` stands for all that came in the body.
   * @throws BadRequestError, IdempotencyKeyReusedError, ConflictError
   */
  async begin(request: Request, response: Response, body: unknown): Promise<string | undefined> {
    const key = keyOf(request);
    if (key === undefined) return undefined;
    const content = { query: request.query, body };
    const held = await this.requests.begin({ key, scope: scopeOf(request), content });
    if (!(held instanceof HeldKey)) return replay(response, held);
    keepAnswer(response, held);
    return undefined;
  }
}

function keyOf({ headersDistinct }: Request): string | undefined {
  const [value, ...more] = headersDistinct[HEADER] ?? [];
  if (more.length > 0) throw malformed('is there twice');
  return value === undefined ? undefined : parseIdempotencyKey(value);
}

function replay(response: Response, { status, location, contentType, body }: KeptAnswer): string {
  response.status(status).set('Idempotency-Replayed', 'true');
  if (location !== null) response.set('Location', location);
  if (contentType !== null) response.set('Content-Type', contentType);
  return body;
}

/**
 * The answer goes out once it is kept, so that whoever has it is told it again. Taken from where handlers' answers and
 * errors leave alike; also when the client has gone meanwhile.
 */
function keepAnswer(response: Response, held: HeldKey): void {
  const send = response.end.bind(response) as (...parts: unknown[]) => Response;
  response.end = (...parts: unknown[]) => {
    response.end = send;
    void held.answeredWith(answerOf(response, parts[0])).then(() => send(...parts));
    return response;
  };
}

const answerOf = (response: Response, body: unknown): KeptAnswer => ({
  status: response.statusCode,
  location: response.get('Location') ?? null,
  contentType: response.get('Content-Type') ?? null,
  body: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
});
