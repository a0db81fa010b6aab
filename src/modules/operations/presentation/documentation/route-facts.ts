import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Permission } from '../../../../common/domain/access/permission.js';
import { Scope } from '../../../../common/domain/access/scope.js';
import { type IdempotentBy, ROUTE, RouteAccess } from '../../../../common/http/route.decorators.js';

/** What the guards ask of a route's caller. */
export interface RouteFacts {
  access: RouteAccess;
  scopes: readonly Scope[];
  permission: Permission | undefined;
  isIdempotent: boolean;
}

/** `MembersController`, `listAll` → `members_list_all`. */
export const operationId = (controller: string, method: string): string =>
  `${controller.replace(/Controller$/, '')}_${method}`
    .replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`)
    .toLowerCase();

/** Reads the same decorators that the guards read, so that the document cannot say anything else. */
@Injectable()
export class RouteFactsReader {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** By operation id. */
  read(): ReadonlyMap<string, RouteFacts> {
    const controllers = this.discovery.getControllers().map(({ metatype }) => metatype as Type);
    return new Map(controllers.flatMap((controller) => this.factsOf(controller)));
  }

  private factsOf(controller: Type): [string, RouteFacts][] {
    const prototype = controller.prototype as Record<string, () => unknown>;
    return this.scanner.getAllMethodNames(prototype).map((name) => {
      const handler = prototype[name] ?? (() => undefined);
      const targets = [handler, controller];
      const facts: RouteFacts = {
        access: this.reflector.getAllAndOverride<RouteAccess | undefined>(ROUTE.access, targets) ?? 'credential',
        scopes: this.reflector.getAllAndOverride<Scope[] | undefined>(ROUTE.scopes, targets) ?? [],
        permission: this.reflector.getAllAndOverride<Permission | undefined>(ROUTE.permission, targets),
        isIdempotent: this.reflector.get<IdempotentBy | undefined>(ROUTE.idempotent, handler) !== undefined,
      };
      return [operationId(controller.name, name), facts];
    });
  }
}
