import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Permission } from '../../src/common/domain/access/permission.js';
import type { Scope } from '../../src/common/domain/access/scope.js';
import { ROUTE, RouteAccess } from '../../src/common/http/route.decorators.js';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

export interface Route {
  method: Method;
  /** From the root, with `:id` and the like where items are named. */
  path: string;
  access: RouteAccess;
  scopes: readonly Scope[];
  permission: Permission | undefined;
}

/** Every route that the application's controllers serve, but not the ones that catch what is unknown. */
export function routesOf(app: NestExpressApplication): Route[] {
  const controllers = app.get(DiscoveryService, { strict: false }).getControllers();
  return controllers.flatMap(({ metatype }) => (metatype ? routesOfController(metatype as Controller) : []));
}

type Controller = new (...parts: never[]) => object;

function routesOfController(controller: Controller): Route[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .map((name) => prototype[name] as object)
    .filter((handler) => Reflect.hasMetadata(PATH_METADATA, handler))
    .flatMap((handler) => {
      const method = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as number]?.toLowerCase() ?? '';
      const said = (key: string): unknown => Reflect.getMetadata(key, handler) ?? Reflect.getMetadata(key, controller);
      const needs = {
        access: (said(ROUTE.access) ?? 'credential') as RouteAccess,
        scopes: (said(ROUTE.scopes) ?? []) as Scope[],
        permission: said(ROUTE.permission) as Permission | undefined,
      };
      return pathsOf(controller)
        .flatMap((front) => pathsOf(handler).map((back) => joined(front, back)))
        .filter((path) => !path.includes('*'))
        .map((path) => ({ method: method as Method, path, ...needs }));
    })
    .filter(({ method }) => ['get', 'post', 'put', 'patch', 'delete'].includes(method));
}

const pathsOf = (target: object): string[] => [Reflect.getMetadata(PATH_METADATA, target) as string | string[]].flat();

const joined = (...parts: string[]): string =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;
