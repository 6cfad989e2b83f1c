import { IDEMPOTENCY_TABLE } from '@bulkhead/worker/idempotency-table'

/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const MIGRATIONS = [
  `
  -- Which embedding model the vectors of this corpus were made by, and the flags of the tenant's config.
  CREATE TABLE settings (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    model TEXT,
    dimensions INTEGER,
    flags TEXT NOT NULL DEFAULT '{}'
  ) STRICT;

  CREATE TABLE document (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    newest INTEGER NOT NULL,
    live INTEGER,
    created_ms INTEGER NOT NULL
  ) STRICT;

  CREATE INDEX document_live ON document (live);

  -- One row per upload that still matters: the newest, and the one that is searched until the newest takes its place.
  CREATE TABLE version (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    document_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    title TEXT,
    format TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    metadata TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    object_key TEXT NOT NULL,
    vector_prefix TEXT NOT NULL UNIQUE,
    chunk_tokens INTEGER NOT NULL,
    overlap_tokens INTEGER NOT NULL,
    status TEXT NOT NULL,
    stage TEXT NOT NULL,
    chunks INTEGER NOT NULL DEFAULT 0,
    upserted INTEGER NOT NULL DEFAULT 0,
    crashes INTEGER NOT NULL DEFAULT 0,
    delays INTEGER NOT NULL DEFAULT 0,
    lease INTEGER NOT NULL DEFAULT 0,
    lease_until_ms INTEGER NOT NULL DEFAULT 0,
    not_before_ms INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER,
    error_code TEXT,
    error_message TEXT,
    request_id TEXT NOT NULL,
    traceparent TEXT NOT NULL,
    updated_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX version_document ON version (document_id);
  CREATE INDEX version_due ON version (due_ms) WHERE due_ms IS NOT NULL;
  CREATE INDEX version_unfinished ON version (status) WHERE status <> 'indexed';
  CREATE INDEX version_stage ON version (stage);

  CREATE TABLE chunk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version_key INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    stop INTEGER NOT NULL,
    heading TEXT,
    page INTEGER,
    text TEXT NOT NULL,
    UNIQUE (version_key, ordinal)
  ) STRICT;

  -- The words of a chunk; its text is in chunk, so the index keeps none.
  CREATE VIRTUAL TABLE words USING fts5(title, heading, body, content='', contentless_delete=1, tokenize='porter unicode61');

  -- What is left of versions that nobody can see any more, until every store has forgotten them.
  CREATE TABLE discard (
    version_key INTEGER PRIMARY KEY,
    object_key TEXT,
    vector_prefix TEXT NOT NULL,
    chunks INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    rounds INTEGER NOT NULL DEFAULT 0,
    delays INTEGER NOT NULL DEFAULT 0,
    due_ms INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX discard_due ON discard (due_ms);
  `,
  IDEMPOTENCY_TABLE,
  'ALTER TABLE version ADD COLUMN reader_deaths INTEGER NOT NULL DEFAULT 0',
  `
  -- The words as tokens that need parting at spaces only; the alarm fills the index again from the chunks.
  DROP TABLE words;
  CREATE VIRTUAL TABLE words USING fts5(title, heading, body, parts, content='', contentless_delete=1,
    tokenize="ascii tokenchars '-./_@:+#=&?%~,'");
  -- By which version of the analyzer the chunks were indexed, and how far the move to the next one is.
  ALTER TABLE settings ADD COLUMN words_version INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE settings ADD COLUMN words_next INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE settings ADD COLUMN words_chunk INTEGER NOT NULL DEFAULT 0;
  `,
  `
  -- Bytes of all originals, added up as they come and go: a quota is asked about with every upload.
  CREATE TABLE held (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), bytes INTEGER NOT NULL) STRICT;
  INSERT INTO held SELECT 1, ifnull(sum(bytes), 0) FROM version;
  CREATE TRIGGER version_held AFTER INSERT ON version BEGIN UPDATE held SET bytes = bytes + new.bytes; END;
  CREATE TRIGGER version_released AFTER DELETE ON version BEGIN UPDATE held SET bytes = bytes - old.bytes; END;
  `,
  `
  -- Where in its text the pages of a chunk begin, as JSON, if it stands on several.
  ALTER TABLE chunk ADD COLUMN pages TEXT;
  `,
] as const
