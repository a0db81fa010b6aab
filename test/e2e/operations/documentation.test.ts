import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DECORATORS } from '@nestjs/swagger';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { getMetadataStorage } from 'class-validator';
import request from 'supertest';
import { SCOPES } from '../../../src/common/domain/access/scope.js';
import { generateToken, PUBLIC_URL, registerOwner, startApp, TestApp } from '../../support/app.js';

interface Operation {
  operationId: string;
  summary?: string;
  tags?: string[];
  security: Record<string, string[]>[];
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, { schema: Schema; examples?: Record<string, { value: object }> }> };
  responses: Record<string, { $ref?: string; description?: string; content?: Record<string, { schema: Schema }> }>;
}

interface Schema {
  $ref?: string;
  type?: string | string[];
  enum?: unknown[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  allOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
}

interface ErrorAnswer {
  content: Record<string, { example?: object }>;
}

interface Document {
  openapi: string;
  info: { title: string; version: string };
  servers: { url: string }[];
  tags: { name: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: Record<string, Record<string, Schema>>;
}

let trimlink: TestApp;
let document: Document;
let operations: { path: string; method: string; operation: Operation }[];

beforeAll(async () => {
  trimlink = await startApp();
  const { body } = await request(trimlink.server).get('/docs/api-docs.json').expect(200);
  document = body as Document;
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
});

afterAll(() => trimlink.close());

const namesOf = (found: typeof operations): string[] => found.map(({ path, method }) => `${method} ${path}`);
const without = (lacks: (operation: Operation, path: string) => boolean): string[] =>
  namesOf(operations.filter(({ operation, path }) => lacks(operation, path)));

describe('the OpenAPI document', () => {
  test('is OpenAPI 3.1 of this version, served from PUBLIC_URL', () => {
    expect(document).toMatchObject({ openapi: '3.1.0', servers: [{ url: PUBLIC_URL }] });
    expect(document.info.version).toMatch(/^\d+\.\d+\.\d+/);
    expect(document.components['securitySchemes']).toMatchObject({
      bearer: { type: 'http', scheme: 'bearer' },
      session: { type: 'apiKey', in: 'cookie', name: 'trimlink_session' },
      oauth2: {
        flows: {
          authorizationCode: {
            authorizationUrl: `${PUBLIC_URL}/app/authorize`,
            tokenUrl: `${PUBLIC_URL}/api/oauth/token`,
            scopes: Object.fromEntries(['*', ...SCOPES].map((scope) => [scope, expect.any(String)])),
          },
        },
      },
    });
  });

  test('has every route of every controller that does not exclude itself, and no other', () => {
    const scanner = new MetadataScanner();
    const controllers = trimlink.app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .map(({ metatype }) => metatype as new () => object)
      .filter((it) => !Reflect.getMetadata(DECORATORS.API_EXCLUDE_CONTROLLER, it));
    const asked = controllers.flatMap((controller) => {
      const prototype = controller.prototype as Record<string, object>;
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => prototype[name]!)
        .filter((handler) => Reflect.hasMetadata('path', handler))
        .flatMap((handler) => [Reflect.getMetadata('path', handler) as string | string[]].flat());
    });
    expect(operations).toHaveLength(asked.length);
    expect(namesOf(operations)).toEqual(
      expect.arrayContaining([
        'get /api/1.0/users/list-all-users',
        'get /api/1.0/short-urls/list-all-short-urls',
        'post /api/1.0/short-urls',
        'get /api/1.0/domains/list-all-domains',
        'post /api/oauth/token',
        'post /api/1.0/tokens',
        'post /api/1.0/oauth-clients',
      ]),
    );
    expect(namesOf(operations).filter((name) => / \/(app|health|metrics|status|docs|assets)\b/.test(name))).toEqual([]);
  });

  test('gives each operation an id of its own, a summary, a group and an answer', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(ids.filter((id) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(without(({ summary, tags }) => !summary || !tags?.length)).toEqual([]);
    expect(without(({ responses }) => !Object.keys(responses).some((status) => status.startsWith('2')))).toEqual([]);
  });

  test('says what each answer with content looks like', () => {
    const shapeless = without(({ responses }) =>
      Object.entries(responses).some(([status, answer]) => /^20[0-3]$/.test(status) && !answer.content),
    );
    expect(shapeless).toEqual([]);
  });

  test('has the errors that every operation of its kind can answer', () => {
    const lacking =
      (...statuses: number[]) =>
      (operation: Operation): boolean =>
        statuses.some((status) => !(status in operation.responses));
    const lacksCommon = lacking(500, 503);
    const lacksApi = lacking(400);
    const lacksProtected = lacking(401, 403);
    const lacksOauth = lacking(400, 401, 429);
    expect(
      without(
        (operation, path) =>
          lacksCommon(operation) ||
          (path.startsWith('/api/1.0/') && lacksApi(operation)) ||
          (path.startsWith('/api/1.0/') && operation.security.length > 0 && lacksProtected(operation)) ||
          (path.startsWith('/api/1.0/') &&
            operation.security.some((it) => 'bearer' in it) &&
            lacking(429)(operation)) ||
          (path.startsWith('/api/1.0/') && operation.requestBody !== undefined && lacking(422)(operation)) ||
          (path.startsWith('/api/1.0/') && path.includes('{') && lacking(404)(operation)) ||
          (path.startsWith('/api/oauth/') && lacksOauth(operation)),
      ),
    ).toEqual([]);
  });

  test('shows its groups in an order of use, and knows each', () => {
    const groups = document.tags.map(({ name }) => name);
    expect(groups.slice(0, 4)).toEqual(['Short URLs', 'Analytics', 'Users', 'Domains']);
    const used = new Set(operations.flatMap(({ operation }) => operation.tags ?? []));
    expect([...groups].sort()).toEqual([...used].sort());
  });

  test('tells one route from the other by its summary', () => {
    const summaries = operations.map(({ operation: { tags = [], summary = '' } }) => `${tags.join()}: ${summary}`);
    expect(summaries.filter((it, index) => summaries.indexOf(it) !== index)).toEqual([]);
  });

  test('shows of each error what it looks like, as the server answers it', async () => {
    const answers = Object.entries(document.components['responses']!) as [string, ErrorAnswer][];
    expect(
      answers.flatMap(([name, { content }]) => (Object.values(content).every((it) => it.example) ? [] : [name])),
    ).toEqual([]);
    const exampleOf = (name: string) =>
      answers.find(([it]) => it === name)![1].content['application/json']!.example as Record<string, unknown>;
    const { request_id: _, ...unauthenticated } = exampleOf('Unauthenticated');
    const { body } = await request(trimlink.server).get('/api/1.0/short-urls/list-all-short-urls').expect(401);
    expect(body).toEqual({ ...unauthenticated, request_id: expect.any(String) });
  });

  test('says who may call, as the guards see it', () => {
    const securityOf = (path: string, method: string) => document.paths[path]?.[method]?.security;
    expect(securityOf('/api/1.0/auth/login', 'post')).toEqual([]);
    expect(securityOf('/api/1.0/tokens', 'get')).toEqual([{ session: [] }]);
    expect(securityOf('/api/1.0/users/list-all-users', 'get')).toEqual([
      { bearer: [] },
      { oauth2: ['users:read'] },
      { session: [] },
    ]);
  });

  test('names nothing that is not there', () => {
    const text = JSON.stringify(document);
    const references = [...text.matchAll(/"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(20);
    expect(text.match(/"\$ref"/g)).toHaveLength(references.length);
    expect(
      references.filter(([, kind = '', name = '']) => !document.components[kind]?.[name]).map(([it]) => it),
    ).toEqual([]);
    for (const { path, method, operation } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const declared = (operation.parameters ?? []).filter((it) => it.in === 'path').map(({ name }) => name);
      expect([method, path, declared.sort()]).toEqual([method, path, inPath.sort()]);
    }
  });

  test('has no OpenAPI 3.0 left in it', () => {
    expect(JSON.stringify(document)).not.toContain('"nullable"');
  });
});

describe('the bodies in the OpenAPI document', () => {
  const validated = () =>
    trimlink.app
      .get(DiscoveryService, { strict: false })
      .getControllers()
      .flatMap(({ metatype }) => {
        const prototype = (metatype as { prototype: object }).prototype;
        return new MetadataScanner()
          .getAllMethodNames(prototype)
          .flatMap((name) => (Reflect.getMetadata('design:paramtypes', prototype, name) ?? []) as unknown[]);
      })
      .filter((type): type is new () => object => typeof type === 'function' && type.name.endsWith('Dto'));

  const rulesOf = (type: new () => object) => {
    const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
    const names = [...new Set(rules.map(({ propertyName }) => propertyName))];
    const optional = new Set(
      rules.filter(({ type: kind }) => kind === 'conditionalValidation').map(({ propertyName }) => propertyName),
    );
    return { names: names.sort(), required: names.filter((name) => !optional.has(name)).sort() };
  };

  test('have the fields that are validated, and require those that are required', () => {
    const bodies = validated().filter((type) => type.name in document.components['schemas']!);
    expect(bodies.length).toBeGreaterThan(5);
    for (const type of bodies) {
      const { properties = {}, required = [] } = document.components['schemas']![type.name]!;
      expect([type.name, { names: Object.keys(properties).sort(), required: [...required].sort() }]).toEqual([
        type.name,
        rulesOf(type),
      ]);
    }
  });

  test('say of each field what it takes', () => {
    const vague = Object.entries(document.components['schemas']!)
      .filter(([name]) => /Dto$|Doc$/.test(name))
      .flatMap(([name, { properties = {} }]) =>
        Object.entries(properties)
          .filter(([, it]) => !(it.type ?? it.enum ?? it.$ref ?? it.oneOf ?? it.anyOf ?? it.allOf))
          .map(([field]) => `${name}.${field}`),
      );
    expect(vague).toEqual([]);
  });

  test('have examples that the server takes', async () => {
    const examples = Object.values(
      document.paths['/api/1.0/short-urls']!['post']!.requestBody!.content['application/json']!.examples!,
    );
    expect(examples.length).toBeGreaterThan(0);
    const token = await generateToken(await registerOwner(trimlink.server));
    for (const { value } of examples)
      await request(trimlink.server)
        .post('/api/1.0/short-urls')
        .set('Authorization', `Bearer ${token}`)
        .send(value)
        .expect(201);
  });

  test('and the query parameters are those that are validated', () => {
    const scanner = new MetadataScanner();
    const queries = validated().filter((type) => type.name.endsWith('QueryDto'));
    expect(queries.length).toBeGreaterThan(0);
    for (const { metatype } of trimlink.app.get(DiscoveryService, { strict: false }).getControllers()) {
      const { name: controller, prototype } = metatype as { name: string; prototype: Record<string, object> };
      for (const method of scanner.getAllMethodNames(prototype)) {
        const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as (new () => object)[];
        const query = types.find((type) => type.name.endsWith('QueryDto'));
        if (!query || Reflect.getMetadata(DECORATORS.API_EXCLUDE_CONTROLLER, metatype as object)) continue;
        const id = `${controller.replace('Controller', '')}_${method}`
          .replace(/(?<=[a-z0-9])[A-Z]/g, '_$&')
          .toLowerCase();
        const operation = operations.find((it) => it.operation.operationId === id)?.operation;
        const declared = (operation?.parameters ?? []).filter((it) => it.in === 'query');
        expect([id, declared.map(({ name }) => name).sort()]).toEqual([id, rulesOf(query).names]);
        expect([id, declared.filter(({ required }) => required)]).toEqual([id, []]);
      }
    }
  });
});

describe('the API reference page', () => {
  test('brings its own files under our policy, which it widens by pictures in the stylesheet alone', async () => {
    const { text, headers } = await request(trimlink.server)
      .get('/api/documentation')
      .set('Accept', 'text/html')
      .expect(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("img-src 'self' data:");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(text).not.toMatch(/<script>|<style|style=|https?:\/\//);
    const files = [...text.matchAll(/(?:src|href)="(\/api\/documentation\/assets\/[^"]+)"/g)].map(([, file]) => file!);
    expect(files).toHaveLength(4);
    for (const file of [...files, '/api/documentation/assets/oauth2-redirect.html']) {
      const answer = await request(trimlink.server).get(file).buffer(true).expect(200);
      expect(answer.headers['content-type']).toMatch(/^text\/(css|javascript|html)/);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test.each(['package.json', '..%2Fpackage.json', 'swagger-initializer.js', '.'])('serves no other file: %s', (name) =>
    request(trimlink.server).get(`/api/documentation/assets/${name}`).expect(404),
  );
});
