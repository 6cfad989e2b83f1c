/** Part of the migrations of an object that has an IdempotencyStore. */
export const IDEMPOTENCY_TABLE = `CREATE TABLE idempotency (
     key TEXT PRIMARY KEY,
     body TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     reservation_id TEXT,
     result TEXT,
     expires_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX idempotency_expiry ON idempotency (expires_ms);`
