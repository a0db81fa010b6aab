import { Injectable } from '@nestjs/common';
import { Database } from '../../../database/database.js';
import { Component, COMPONENTS } from '../domain/component.js';
import { HeartbeatRepository } from '../domain/heartbeat.repository.js';
import { Beats } from '../domain/uptime.js';

interface Row {
  component: Component;
  first: Date;
  day: string | null;
  healthy: number;
}

const BETWEEN = `
  SELECT component, first.minute AS first, to_char(days.day, 'YYYY-MM-DD') AS day, coalesce(days.healthy, 0) AS healthy
  FROM unnest($1::text[]) AS component
  CROSS JOIN LATERAL (
    SELECT minute FROM heartbeats WHERE heartbeats.component = component.component ORDER BY minute LIMIT 1
  ) AS first
  LEFT JOIN (
    SELECT component, (minute AT TIME ZONE 'UTC')::date AS day, count(*)::integer AS healthy
    FROM heartbeats WHERE minute >= $2 AND minute < date_trunc('minute', $3::timestamptz) AND healthy
    GROUP BY 1, 2
  ) AS days USING (component)`;

@Injectable()
export class TypeormHeartbeatRepository extends HeartbeatRepository {
  constructor(private readonly database: Database) {
    super();
  }

  override async record(minute: Date, healthy: ReadonlyMap<Component, boolean>): Promise<void> {
    await this.database.manager.query(
      `INSERT INTO heartbeats (component, minute, healthy)
       SELECT component, $1, healthy FROM unnest($2::text[], $3::boolean[]) AS beat (component, healthy)
       ORDER BY component
       ON CONFLICT (component, minute) DO UPDATE SET healthy = heartbeats.healthy OR excluded.healthy`,
      [minute, [...healthy.keys()], [...healthy.values()]],
    );
  }

  override async between(from: Date, to: Date): Promise<ReadonlyMap<Component, Beats>> {
    const rows: Row[] = await this.database.manager.query(BETWEEN, [COMPONENTS, from, to]);
    const components = [...new Set(rows.map(({ component }) => component))];
    return new Map(components.map((it) => [it, beatsOf(rows.filter(({ component }) => component === it))]));
  }

  override async prune(before: Date): Promise<void> {
    await this.database.manager.query(
      `DELETE FROM heartbeats WHERE component = ANY($1) AND minute < $2
         AND minute > (SELECT min(minute) FROM heartbeats AS first WHERE first.component = heartbeats.component)`,
      [COMPONENTS, before],
    );
  }
}

function beatsOf(rows: readonly Row[]): Beats {
  const days = rows.flatMap(({ day, healthy }): [string, number][] => (day === null ? [] : [[day, healthy]]));
  return { first: rows[0]?.first ?? new Date(), healthyMinutes: new Map(days) };
}
