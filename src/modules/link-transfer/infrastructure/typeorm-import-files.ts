import { Injectable } from '@nestjs/common';
import { newId } from '../../../common/domain/id.js';
import { Database } from '../../../database/database.js';
import { ImportFiles } from '../domain/import-files.js';
import { ImportBox } from './import-box.js';

@Injectable()
export class TypeormImportFiles extends ImportFiles {
  constructor(
    private readonly database: Database,
    private readonly box: ImportBox,
  ) {
    super();
  }

  override async open(now: Date): Promise<string> {
    const id = newId();
    await this.database.manager.query('INSERT INTO import_files (id, created_at) VALUES ($1, $2)', [id, now]);
    return id;
  }

  override async append(fileId: string, number: number, bytes: Uint8Array): Promise<void> {
    await this.database.manager.query('INSERT INTO import_file_chunks (file_id, number, bytes) VALUES ($1, $2, $3)', [
      fileId,
      number,
      this.box.seal(bytes),
    ]);
  }

  override async *parts(fileId: string): AsyncGenerator<Uint8Array> {
    for (let number = 0; ; number += 1) {
      const [chunk]: { bytes: Buffer }[] = await this.database.manager.query(
        'SELECT bytes FROM import_file_chunks WHERE file_id = $1 AND number = $2',
        [fileId, number],
      );
      if (!chunk) return;
      yield this.box.open(chunk.bytes);
    }
  }

  override async remove(fileId: string): Promise<void> {
    await this.database.manager.query('DELETE FROM import_files WHERE id = $1', [fileId]);
  }

  override async removeForgotten(before: Date): Promise<void> {
    await this.database.manager.query(
      `DELETE FROM import_files f WHERE created_at < $1
       AND NOT EXISTS (SELECT FROM link_imports WHERE file_id = f.id)`,
      [before],
    );
  }
}
