import { EntitySchema } from 'typeorm';
import { PasswordLink } from '../domain/password-link.js';

export const PasswordLinkSchema = new EntitySchema({
  target: PasswordLink,
  name: 'PasswordLink',
  tableName: 'password_links',
  columns: {
    userId: { type: 'uuid', name: 'user_id', primary: true },
    tokenHash: { type: 'bytea', name: 'token_hash' },
    purpose: { type: 'text' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    expiresAt: { type: 'timestamptz', name: 'expires_at' },
  },
});
