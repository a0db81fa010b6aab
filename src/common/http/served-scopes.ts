import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { Scope, SCOPES } from '../domain/access/scope.js';
import { ROUTE } from './route.decorators.js';

/** The scopes that some route asks for: only these are offered to people. */
@Injectable()
export class ServedScopes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  all(): readonly Scope[] {
    const prototypes = this.discovery.getControllers().map(({ metatype }) => metatype?.prototype as object);
    const handlers = prototypes.flatMap((prototype) =>
      this.scanner.getAllMethodNames(prototype).map((name) => prototype[name as keyof object] as () => unknown),
    );
    const served = new Set(
      handlers.flatMap((handler) => this.reflector.get<Scope[] | undefined>(ROUTE.scopes, handler) ?? []),
    );
    return SCOPES.filter((scope) => served.has(scope));
  }
}
