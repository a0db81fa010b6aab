import type { Server } from 'node:http';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { read } from './project-files.js';
import { watchAnswers } from './watch-answers.js';

interface Content {
  content?: Record<string, { schema: object }>;
}
interface Operation {
  responses: Record<string, Content & { $ref?: string }>;
}
interface Document {
  paths: Record<string, Record<string, Operation>>;
}

/** What any address may answer, as the introduction of the document says. */
const GENERAL = [400, 404, 405, 406, 413, 415, 429];
const NAME = 'openapi.json';

const document = JSON.parse(read('docs/openapi.json')) as Document;
const ajv = addFormats.default(new Ajv2020({ strict: false, allErrors: true }));
ajv.addSchema(closed(document) as object, NAME);
const templates = Object.keys(document.paths)
  .sort((one, other) => parametersIn(one) - parametersIn(other))
  .map((path) => ({ path, pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}/?$`) }));
const validators = new Map<string, ValidateFunction>();

/** Holds every JSON answer of a server against the committed OpenAPI document. */
export class ContractWatch {
  private readonly breaches = new Set<string>();

  constructor(server: Server) {
    watchAnswers(server, ({ method = '', url = '' }, response, body) => {
      const isJson = String(response.getHeader('content-type')).startsWith('application/json');
      if (isJson && body !== '') this.check(method.toLowerCase(), url, response.statusCode, body);
    });
  }

  requireKept(): void {
    if (this.breaches.size > 0) throw new Error(`Not as docs/openapi.json has it:\n${[...this.breaches].join('\n')}`);
  }

  private check(method: string, url: string, status: number, text: string): void {
    const path = templates.find(({ pattern }) => pattern.test(url.split('?')[0] ?? ''))?.path;
    const operation = path === undefined ? undefined : document.paths[path]?.[method];
    if (path === undefined || !operation) return;
    const answer = operation.responses[status];
    const place = `${method} ${path} ${status}`;
    if (!answer) {
      if (!GENERAL.includes(status)) this.breaches.add(`${place}: no such answer`);
      return;
    }
    const validate = validatorOf(path, method, status, answer);
    if (validate && !validate(JSON.parse(text))) this.breaches.add(`${place}: ${ajv.errorsText(validate.errors)}`);
  }
}

function validatorOf(path: string, method: string, status: number, answer: Operation['responses'][string]) {
  const at = answer.$ref ?? `#/paths/${escaped(path)}/${method}/responses/${status}`;
  if (answer.$ref === undefined && !answer.content?.['application/json']) return undefined;
  const validator = validators.get(at) ?? ajv.compile({ $ref: `${NAME}${at}/content/application~1json/schema` });
  validators.set(at, validator);
  return validator;
}

/** Objects without a word about more properties have none. */
function closed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(closed);
  if (typeof value !== 'object' || value === null) return value;
  const inner = Object.fromEntries(
    Object.entries(value).map(([key, it]) => [key, key === 'example' ? it : closed(it)]),
  );
  const isObject = typeof inner['properties'] === 'object' && 'type' in inner && !('additionalProperties' in inner);
  return isObject ? { ...inner, additionalProperties: false } : inner;
}

function parametersIn(path: string): number {
  return path.split('{').length;
}

const escaped = (path: string): string => encodeURIComponent(path.replaceAll('~', '~0').replaceAll('/', '~1'));
