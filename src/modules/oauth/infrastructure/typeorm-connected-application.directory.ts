import { Injectable } from '@nestjs/common';
import { Page, PageRequest } from '../../../common/domain/page.js';
import { Database } from '../../../database/database.js';
import { ConnectedApplication, ConnectedApplicationDirectory } from '../domain/connected-application.js';
import {
  CONNECTED_APPLICATIONS,
  connectedApplicationOf,
  ConnectedApplicationRow,
  COUNT_CONNECTED_APPLICATIONS,
} from './connected-applications.query.js';

@Injectable()
export class TypeormConnectedApplicationDirectory extends ConnectedApplicationDirectory {
  constructor(private readonly database: Database) {
    super();
  }

  override async list(userId: string, { page, perPage }: PageRequest, now: Date): Promise<Page<ConnectedApplication>> {
    const { manager } = this.database;
    const part = [perPage, (page - 1) * perPage];
    const rows: ConnectedApplicationRow[] = await manager.query(CONNECTED_APPLICATIONS, [userId, now, ...part]);
    const [count]: { total: string }[] = await manager.query(COUNT_CONNECTED_APPLICATIONS, [userId, now]);
    return { items: rows.map(connectedApplicationOf), total: Number(count?.total) };
  }
}
