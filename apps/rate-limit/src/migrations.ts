/**
 * Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. Rows that were written
 * lately come after it, from the page: new columns need a default, and one that rewrites rows misses those.
 */
export const MIGRATIONS = [
  `CREATE TABLE meter (
     subject TEXT PRIMARY KEY,
     level REAL NOT NULL,
     at_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE day (
     day INTEGER PRIMARY KEY,
     requests INTEGER NOT NULL,
     written_off_tokens INTEGER NOT NULL,
     lost_tokens INTEGER NOT NULL,
     lost_until_ms INTEGER NOT NULL,
     carried_tokens INTEGER NOT NULL,
     cover_tokens INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE usage (
     day INTEGER NOT NULL,
     model TEXT NOT NULL,
     requests INTEGER NOT NULL,
     prompt_tokens INTEGER NOT NULL,
     completion_tokens INTEGER NOT NULL,
     PRIMARY KEY (day, model)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE reservation (
     id TEXT PRIMARY KEY,
     day INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     expires_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE closed (
     id TEXT PRIMARY KEY,
     state TEXT NOT NULL,
     day INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     closed_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX closed_by_time ON closed (closed_ms);`,
  `CREATE TABLE record (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     epoch INTEGER NOT NULL,
     config TEXT,
     prices TEXT NOT NULL
   ) STRICT;
   CREATE TABLE api_key (
     key_id TEXT PRIMARY KEY,
     record TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE key_usage (
     day INTEGER NOT NULL,
     model TEXT NOT NULL,
     key_id TEXT NOT NULL,
     requests INTEGER NOT NULL,
     prompt_tokens INTEGER NOT NULL,
     cached_prompt_tokens INTEGER NOT NULL,
     cache_write_tokens INTEGER NOT NULL,
     completion_tokens INTEGER NOT NULL,
     reasoning_tokens INTEGER NOT NULL,
     nano_dollars INTEGER NOT NULL,
     unpriced INTEGER NOT NULL,
     PRIMARY KEY (day, model, key_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX key_usage_by_key ON key_usage (key_id, day);
   INSERT INTO key_usage SELECT day, model, '', requests, prompt_tokens, 0, 0, completion_tokens, 0, 0, requests FROM usage;
   CREATE TABLE account_day (
     account TEXT NOT NULL,
     day INTEGER NOT NULL,
     requests INTEGER NOT NULL,
     written_off_tokens INTEGER NOT NULL,
     lost_tokens INTEGER NOT NULL,
     lost_until_ms INTEGER NOT NULL,
     carried_tokens INTEGER NOT NULL,
     cover_tokens INTEGER NOT NULL,
     PRIMARY KEY (account, day)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE account_reservation (
     account TEXT NOT NULL,
     id TEXT NOT NULL,
     day INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     expires_ms INTEGER NOT NULL,
     PRIMARY KEY (account, id)
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE account_closed (
     account TEXT NOT NULL,
     id TEXT NOT NULL,
     state TEXT NOT NULL,
     day INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     closed_ms INTEGER NOT NULL,
     PRIMARY KEY (account, id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX account_closed_by_time ON account_closed (account, closed_ms);
   CREATE TABLE budget_event (
     id TEXT PRIMARY KEY,
     event TEXT NOT NULL,
     occurred_ms INTEGER NOT NULL,
     is_sent INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX budget_event_unsent ON budget_event (occurred_ms) WHERE is_sent = 0;`,
  `ALTER TABLE day ADD COLUMN batches TEXT NOT NULL DEFAULT '';`,
  `ALTER TABLE key_usage ADD COLUMN estimated_tokens INTEGER NOT NULL DEFAULT 0;`,
  `CREATE TABLE page (
     id INTEGER PRIMARY KEY CHECK (id = 1),
     body TEXT NOT NULL
   ) STRICT;`,
] as const
