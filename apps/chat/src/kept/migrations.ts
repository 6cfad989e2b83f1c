import { IDEMPOTENCY_TABLE } from '@bulkhead/worker/idempotency-table'

/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const COMPLETION_MIGRATIONS = [
  `CREATE TABLE event_log (
     first_id INTEGER PRIMARY KEY,
     text TEXT NOT NULL
   ) STRICT;
   ${IDEMPOTENCY_TABLE}`,
] as const
