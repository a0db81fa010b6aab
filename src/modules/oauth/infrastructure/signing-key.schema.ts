import { EntitySchema } from 'typeorm';
import { SigningKey } from '../domain/signing-key.js';

export const SigningKeySchema = new EntitySchema({
  target: SigningKey,
  name: 'SigningKey',
  tableName: 'signing_keys',
  columns: {
    id: { type: 'text', primary: true },
    privateKeyEncrypted: { type: 'bytea', name: 'private_key_encrypted', nullable: true },
    publicKey: { type: 'text', name: 'public_key' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    retiredAt: { type: 'timestamptz', name: 'retired_at', nullable: true },
  },
});
