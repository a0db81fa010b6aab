import { Component } from './component.js';
import { Beats } from './uptime.js';

export abstract class HeartbeatRepository {
  /** Several instances write the same minute: what worked on one of them has worked. */
  abstract record(minute: Date, healthy: ReadonlyMap<Component, boolean>): Promise<void>;
  abstract between(from: Date, to: Date): Promise<ReadonlyMap<Component, Beats>>;
  /** Forgets what is older than `before`, but never a component's first beat: it says since when there should be some. */
  abstract prune(before: Date): Promise<void>;
}
