export { OperationsModule } from './operations.module.js';
export { mountDocumentation } from './presentation/documentation/mount-documentation.js';
export { Metrics } from './presentation/metrics/metrics.js';
