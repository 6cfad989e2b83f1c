import { IDEMPOTENCY_TABLE } from '@bulkhead/worker/idempotency-table'

/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const DIRECTORY_MIGRATIONS = [
  `CREATE TABLE session (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     title TEXT,
     metadata TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     updated_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE completion (
     key_hash TEXT PRIMARY KEY,
     expires_ms INTEGER NOT NULL
   ) STRICT;
   ${IDEMPOTENCY_TABLE}`,
] as const
