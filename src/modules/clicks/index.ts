export { ClickSpoolFacts } from './domain/click-spool-facts.js';
export { ClickDrain } from './application/click-drain.js';
export { botKindOf } from './domain/bot-kind-of.js';
export { type Channel, CHANNELS } from './domain/channels/channel.js';
export { type Click } from './domain/click.js';
export { ClickSink } from './domain/click-sink.js';
export {
  type ClickQuestion,
  ClickReader,
  type ClickScope,
  type CountedValue,
  type Parting,
  type SingleClick,
} from './domain/click-reader.js';
export { type Counts } from './domain/counts.js';
export { type Dimension, DIMENSIONS, readPlace, TRUE } from './domain/dimension.js';
export { OTHERS } from './domain/sums.js';
export { type ClickBatch, ClickStore, type SpoolPosition } from './domain/click-store.js';
export { type DescribedClick } from './domain/described-click.js';
export { ClicksModule, clicksPorts } from './clicks.module.js';
