export { QrCodesModule } from './qr-codes.module.js';
