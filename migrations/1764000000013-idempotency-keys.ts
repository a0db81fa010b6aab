import { MigrationInterface, QueryRunner } from 'typeorm';

/** A request under a key either runs (`leased_until`) or has been answered (`status`). */
export class IdempotencyKeys1764000000013 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query(`
      CREATE TABLE idempotency_keys (
        key_hash bytea PRIMARY KEY,
        claim_id uuid NOT NULL,
        fingerprint bytea NOT NULL,
        leased_until timestamptz,
        status smallint,
        location text,
        content_type text,
        body text,
        expires_at timestamptz NOT NULL,
        CHECK ((leased_until IS NULL) = (status IS NOT NULL))
      );
      CREATE INDEX idempotency_keys_expiring ON idempotency_keys (expires_at);
    `);
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('DROP TABLE idempotency_keys');
  }
}
