import { Component, Condition } from './component.js';

/** Tries each component as its users would. */
export abstract class ComponentChecks {
  abstract run(): Promise<ReadonlyMap<Component, Condition>>;
}
