/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
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
] as const
