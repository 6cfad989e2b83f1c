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
  `-- Bytes of a session's messages, as it last said, and of all sessions together.
   ALTER TABLE session ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
   CREATE TABLE held (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), bytes INTEGER NOT NULL) STRICT;
   INSERT INTO held SELECT 1, ifnull(sum(ifnull(octet_length(title), 0) + octet_length(metadata)), 0) FROM session;
   CREATE TRIGGER session_held AFTER INSERT ON session BEGIN
     UPDATE held SET bytes = bytes + ifnull(octet_length(new.title), 0) + octet_length(new.metadata) + new.bytes; END;
   CREATE TRIGGER session_changed AFTER UPDATE OF bytes ON session BEGIN
     UPDATE held SET bytes = bytes + new.bytes - old.bytes; END;
   CREATE TRIGGER session_released AFTER DELETE ON session BEGIN
     UPDATE held SET bytes = bytes - ifnull(octet_length(old.title), 0) - octet_length(old.metadata) - old.bytes; END;`,
] as const
