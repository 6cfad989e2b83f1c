/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const MIGRATIONS = [
  `CREATE TABLE request (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     at_ms INTEGER NOT NULL,
     tenant_id TEXT,
     route TEXT,
     status INTEGER,
     summary TEXT NOT NULL
   ) STRICT;
   CREATE INDEX request_tenant ON request (tenant_id, seq);
   CREATE INDEX request_status ON request (status, seq);
   CREATE TABLE line (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     request_id TEXT NOT NULL,
     at_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT;
   CREATE INDEX line_request ON line (request_id, seq);
   CREATE INDEX line_age ON line (at_ms);`,
  `CREATE INDEX request_age ON request (at_ms);
   CREATE TABLE left_out (minute INTEGER PRIMARY KEY, requests INTEGER NOT NULL) STRICT;`,
  `CREATE TABLE batch (
     seq INTEGER PRIMARY KEY,
     at_ms INTEGER NOT NULL,
     requests INTEGER NOT NULL,
     lines TEXT NOT NULL
   ) STRICT;`,
] as const
