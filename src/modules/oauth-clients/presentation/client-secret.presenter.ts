import { ApiProperty } from '@nestjs/swagger';
import { ClientSecret } from '../domain/client-secret.js';

export class SecretAnswer {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: until it is deleted' })
  expires_at!: string | null;
}

export class NewSecretAnswer extends SecretAnswer {
  @ApiProperty({ description: 'Shown only here' }) client_secret!: string;
}

export const presentSecret = ({ id, createdAt, expiresAt }: ClientSecret) => ({
  id,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt?.toISOString() ?? null,
});

export const presentNewSecret = (secret: ClientSecret, value: string): NewSecretAnswer => ({
  ...presentSecret(secret),
  client_secret: value,
});
