import { IDEMPOTENCY_TABLE } from '@bulkhead/worker/idempotency-table'

/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const SESSION_MIGRATIONS = [
  `CREATE TABLE message (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     role TEXT NOT NULL,
     content TEXT NOT NULL,
     status TEXT NOT NULL,
     reply_to TEXT,
     details TEXT NOT NULL,
     created_ms INTEGER NOT NULL,
     ended_ms INTEGER
   ) STRICT;
   CREATE TABLE turn (
     message_id TEXT PRIMARY KEY,
     context TEXT NOT NULL,
     model TEXT NOT NULL,
     prompt_tokens INTEGER NOT NULL DEFAULT 0,
     extra_tokens INTEGER NOT NULL DEFAULT 0,
     embedding_model TEXT,
     embedding_tokens INTEGER NOT NULL DEFAULT 0
   ) STRICT;
   CREATE TABLE event_log (
     message_id TEXT NOT NULL,
     first_id INTEGER NOT NULL,
     last_id INTEGER NOT NULL,
     text TEXT NOT NULL,
     PRIMARY KEY (message_id, first_id)
   ) STRICT;
   ${IDEMPOTENCY_TABLE}`,
] as const
