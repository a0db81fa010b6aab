import { MigrationInterface, QueryRunner } from 'typeorm';

/** Visits by way of a link's QR code; they are among its `clicks` too. */
export class QrScans1764000000011 implements MigrationInterface {
  async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE short_urls ADD COLUMN qr_scans bigint NOT NULL DEFAULT 0');
  }

  async down(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.query('ALTER TABLE short_urls DROP COLUMN qr_scans');
  }
}
