import type { OpenAPIObject } from '@nestjs/swagger';
import { OAUTH_PATH } from '../../../oauth/index.js';
import { ERROR_ANSWERS, ERROR_SCHEMAS, ErrorAnswer, IDEMPOTENCY_KEY } from './common-answers.js';
import { RouteFacts } from './route-facts.js';

type PathItem = OpenAPIObject['paths'][string];
type Operation = NonNullable<PathItem['get']>;

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Method = (typeof METHODS)[number];

/** Adds to each operation what follows from its route's decorators: who may call it, and how it can fail. */
export function completeDocument(document: OpenAPIObject, facts: ReadonlyMap<string, RouteFacts>): OpenAPIObject {
  const seen = new Set<string>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of METHODS.flatMap((it) => (item[it] ? [[it, item[it]] as const] : []))) {
      const route = facts.get(operation.operationId ?? '');
      if (!route) throw new Error(`${path} has no controller`);
      describeAccess(operation, route);
      if (route.isIdempotent) describeRepetition(operation);
      operation.responses = { ...operation.responses, ...failuresOf(path, method, operation, route) };
      operation.operationId = unused(operation.operationId ?? '', seen);
    }
  }
  const { schemas } = document.components ?? {};
  document.components = {
    ...document.components,
    schemas: { ...schemas, ...ERROR_SCHEMAS },
    responses: ERROR_ANSWERS,
  };
  return document;
}

function describeAccess(operation: Operation, { access, scopes, permission }: RouteFacts): void {
  const session = { session: [] };
  operation.security =
    access === 'public' ? [] : access === 'session' ? [session] : [{ bearer: [] }, { oauth2: [...scopes] }, session];
  const needs = [
    access === 'session' && 'A signed-in session; a bearer credential gets 403.',
    scopes.length > 0 && `Scope: ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`,
    permission && `Permission: \`${permission}\`.`,
  ];
  operation.description = [operation.description, ...needs].filter(Boolean).join('\n\n');
}

function describeRepetition(operation: Operation): void {
  operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY];
  const conflict = operation.responses['409'];
  if (conflict && 'description' in conflict)
    conflict.description = `${conflict.description}. Or: ${ERROR_ANSWERS.InFlight.description}`;
}

/** What the route declares itself stands. */
function failuresOf(path: string, method: Method, operation: Operation, route: RouteFacts): Operation['responses'] {
  const undeclared = [...apiFailures(path, method, operation, route), ...SERVER_FAILURES].filter(
    ([status]) => !(status in operation.responses),
  );
  return Object.fromEntries(undeclared.map(([status, name]) => [status, { $ref: `#/components/responses/${name}` }]));
}

type Failure = readonly [status: number, ErrorAnswer];

const SERVER_FAILURES: readonly Failure[] = [
  [500, 'ServerError'],
  [503, 'Unavailable'],
];

function apiFailures(
  path: string,
  method: Method,
  { requestBody }: Operation,
  { access, isIdempotent }: RouteFacts,
): Failure[] {
  if (!path.startsWith('/api/') || path.startsWith(`${OAUTH_PATH}/`)) return [];
  const hasBody = requestBody !== undefined;
  const possible: readonly (readonly [boolean, ...Failure])[] = [
    [true, 400, 'BadRequest'],
    [access !== 'public', 401, 'Unauthenticated'],
    // Whoever it is for: a change is never taken from another site.
    [access !== 'public' || method !== 'get', 403, 'Forbidden'],
    [path.includes('{'), 404, 'NotFound'],
    [isIdempotent, 409, 'InFlight'],
    [method !== 'get', 422, 'Validation'],
    [access === 'credential' || hasBody, 429, 'TooManyAttempts'],
  ];
  return possible.filter(([applies]) => applies).map(([, ...failure]) => failure);
}

/** A handler may have several paths, but an operation id is one operation's. */
function unused(id: string, seen: Set<string>): string {
  const free = seen.has(id) ? unused(`${id}_too`, seen) : id;
  seen.add(free);
  return free;
}
