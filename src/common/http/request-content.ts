import { ExecutionContext } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { BadRequestError, ValidationError } from '../domain/errors.js';
import { RequestFault } from './problem.js';
import { isAllowedName, isStorable } from './text-safety.js';

/** What is `multipart` stays unread: the route takes it in as it comes, with `readMultipart`. */
export type BodyKind = 'json' | 'form' | 'multipart';

/** 1 MiB, of every body that no route gives a larger bound. */
export const BODY_LIMIT = 1_048_576;
const TYPES: Record<BodyKind, readonly string[]> = {
  json: ['application/json', 'application/merge-patch+json'],
  form: ['application/x-www-form-urlencoded'],
  multipart: ['multipart/form-data'],
};
const parserOf = (kind: Exclude<BodyKind, 'multipart'>, limit: number): RequestHandler =>
  kind === 'json'
    ? express.json({ limit, type: [...TYPES.json] })
    : express.urlencoded({ limit, type: [...TYPES.form], extended: false, parameterLimit: 1000 });

/** Reads the body into `request.body`: `{}` when there is none. @throws RequestFault 415, BadRequestError, 413. */
export async function readBody(
  request: Request,
  response: Response,
  kinds: readonly BodyKind[],
  limit = BODY_LIMIT,
): Promise<void> {
  if (!hasBody(request)) {
    request.body = {};
    return;
  }
  const kind = kinds.find((it) => request.is([...TYPES[it]]));
  if (!kind) throw new RequestFault(415, {}, `Send the body as ${kinds.map((it) => TYPES[it][0]).join(' or ')}.`);
  if (kind === 'multipart') {
    if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity')
      throw new RequestFault(
        415,
        { 'Accept-Encoding': 'identity' },
        'Send the multipart body without Content-Encoding.',
      );
    request.body = {};
    return;
  }
  await Promise.race([runParser(parserOf(kind, limit), request, response), refuseTooLarge(request, response, limit)]);
  if (Array.isArray(request.body)) throw new BadRequestError('The body must be one JSON object.');
}

export const hasBody = (request: Request): boolean =>
  request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;

/** At once, where the parser would read all of it first: whoever goes on sending is cut off with the answer. */
const refuseTooLarge = (request: Request, response: Response, limit: number): Promise<never> =>
  new Promise((_, reject) => {
    let bytes = Number(request.headers['content-length'] ?? 0);
    const check = (): void => {
      if (bytes <= limit || response.headersSent) return;
      response.set('Connection', 'close');
      reject(new RequestFault(413));
    };
    check();
    if (request.headers['transfer-encoding'] === undefined) return;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      check();
    });
  });

const runParser = (parser: RequestHandler, request: Request, response: Response): Promise<void> =>
  new Promise((resolve, reject) => {
    parser(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else
        reject(
          isUnparsable(error)
            ? new BadRequestError(`The body could not be read: ${reasonOf(error)}.`)
            : (error as Error),
        );
    });
  });

const isUnparsable = (error: unknown): error is Error =>
  (error as { status?: number }).status === 400 || (error as { type?: string }).type === 'parameters.too.many';

const reasonOf = (error: Error): string =>
  (error as { type?: string }).type === 'entity.parse.failed' ? 'it is not valid JSON' : error.message;

/** @throws BadRequestError when the route names no query parameters and some were sent, or one is unstorable. */
export function checkQuery(context: ExecutionContext, request: Request): void {
  const names = Object.keys(request.query);
  const broken = Object.entries(request.query).find(([name, value]) => !isAllowedName(name) || !isStorableValue(value));
  if (broken)
    throw new BadRequestError(
      `The query parameter ${JSON.stringify(broken[0])} holds characters that are not allowed.`,
    );
  if (names.length > 0 && !takes(context, RouteParamtypes.QUERY)) {
    throw new BadRequestError(`Unknown query parameter: ${String(names[0])}. This address takes none.`);
  }
}

const isStorableValue = (value: unknown): boolean =>
  [value].flat().every((it) => typeof it !== 'string' || isStorable(it));

/** @throws ValidationError when the route takes no body and fields were sent. */
export function checkUntakenBody(context: ExecutionContext, request: Request): void {
  const names = Object.keys((request.body ?? {}) as object);
  if (names.length === 0 || takes(context, RouteParamtypes.BODY)) return;
  throw new ValidationError(Object.fromEntries(names.map((name) => [name, [`${name} is not a known field`]])));
}

function takes(context: ExecutionContext, kind: RouteParamtypes): boolean {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) ??
    {}) as object;
  return Object.keys(parameters).some((key) => key.startsWith(`${kind}:`));
}
