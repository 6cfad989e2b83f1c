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
  `-- Bytes of all messages, added up as they come and go: the tenant's quota is asked about with every message.
   CREATE TABLE held (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), bytes INTEGER NOT NULL) STRICT;
   INSERT INTO held SELECT 1, ifnull(sum(octet_length(content) + octet_length(details)), 0) FROM message;
   CREATE TRIGGER message_held AFTER INSERT ON message BEGIN
     UPDATE held SET bytes = bytes + octet_length(new.content) + octet_length(new.details); END;
   CREATE TRIGGER message_changed AFTER UPDATE OF content, details ON message BEGIN
     UPDATE held SET bytes = bytes + octet_length(new.content) + octet_length(new.details)
       - octet_length(old.content) - octet_length(old.details); END;
   CREATE TRIGGER message_released AFTER DELETE ON message BEGIN
     UPDATE held SET bytes = bytes - octet_length(old.content) - octet_length(old.details); END;`,
  `-- A row of a table with a primary key of its own is two rows of the bill, one of them its rowid.
   CREATE TABLE events (
     message_id TEXT NOT NULL,
     first_id INTEGER NOT NULL,
     last_id INTEGER NOT NULL,
     text TEXT NOT NULL,
     PRIMARY KEY (message_id, first_id)
   ) STRICT, WITHOUT ROWID;
   INSERT INTO events (message_id, first_id, last_id, text)
     SELECT message_id, first_id, last_id, text FROM event_log;
   DROP TABLE event_log;
   ALTER TABLE events RENAME TO event_log;
   CREATE TABLE running (
     message_id TEXT PRIMARY KEY,
     context TEXT NOT NULL,
     model TEXT NOT NULL,
     prompt_tokens INTEGER NOT NULL DEFAULT 0,
     extra_tokens INTEGER NOT NULL DEFAULT 0,
     embedding_model TEXT,
     embedding_tokens INTEGER NOT NULL DEFAULT 0
   ) STRICT, WITHOUT ROWID;
   INSERT INTO running (message_id, context, model, prompt_tokens, extra_tokens, embedding_model, embedding_tokens)
     SELECT message_id, context, model, prompt_tokens, extra_tokens, embedding_model, embedding_tokens FROM turn;
   DROP TABLE turn;
   ALTER TABLE running RENAME TO turn;`,
] as const
