export { LinkTransferModule } from './link-transfer.module.js';
