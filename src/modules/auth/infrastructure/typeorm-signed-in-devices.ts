import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { SignedInDevices } from '../../workspaces/index.js';

@Injectable()
export class TypeormSignedInDevices extends SignedInDevices {
  constructor(private readonly database: Database) {
    super();
  }

  override async endAll(userId: string): Promise<void> {
    await this.database.manager.query('DELETE FROM sessions WHERE user_id = $1', [userId]);
  }
}
