/** Append only: entry n takes the schema from version n to n + 1. */
export const MIGRATIONS = [
  `CREATE TABLE vector (id TEXT PRIMARY KEY, namespace TEXT NOT NULL, vals BLOB NOT NULL, metadata TEXT) STRICT;
   CREATE INDEX vector_by_namespace ON vector (namespace);
   CREATE TABLE mutation (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, accepted_ms INTEGER NOT NULL, visible_ms INTEGER NOT NULL) STRICT;
   CREATE TABLE change (mutation INTEGER NOT NULL, place INTEGER NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, namespace TEXT NOT NULL,
     vals BLOB, metadata TEXT, PRIMARY KEY (mutation, place)) STRICT, WITHOUT ROWID;
   CREATE TABLE processed (one INTEGER PRIMARY KEY CHECK (one = 1), mutation TEXT NOT NULL, accepted_ms INTEGER NOT NULL) STRICT;`,
] as const
