export { ClickSpoolFacts } from './domain/click-spool-facts.js';
export { ClickDrain } from './application/click-drain.js';
export { botKindOf } from './domain/bot-kind-of.js';
export { type Channel, CHANNELS } from './domain/channels/channel.js';
export { type Click } from './domain/click.js';
export { ClickSink } from './domain/click-sink.js';
export { type ClickBatch, ClickStore, type SpoolPosition } from './domain/click-store.js';
export { type DescribedClick } from './domain/described-click.js';
export { ClicksModule, clicksPorts } from './clicks.module.js';
