import { IDEMPOTENCY_TABLE } from '@bulkhead/worker/idempotency-table'

/** Append only: entry n takes the schema from version n to n + 1. Never edit one that has shipped. */
export const MIGRATIONS = [
  `CREATE TABLE tenant (
     id TEXT PRIMARY KEY,
     name TEXT NOT NULL,
     search TEXT NOT NULL,
     status TEXT NOT NULL,
     tier TEXT NOT NULL,
     plan TEXT,
     managed_by TEXT NOT NULL,
     document TEXT NOT NULL,
     version INTEGER NOT NULL,
     epoch INTEGER NOT NULL,
     config_epoch INTEGER NOT NULL,
     enforced_epoch INTEGER NOT NULL,
     created_ms INTEGER NOT NULL,
     updated_ms INTEGER NOT NULL,
     drifted_ms INTEGER
   ) STRICT;
   CREATE INDEX tenant_search ON tenant (id, search, status, plan, managed_by);
   CREATE INDEX tenant_status ON tenant (status, id);
   CREATE INDEX tenant_plan ON tenant (plan, id);
   CREATE INDEX tenant_warm ON tenant (tier, status, id);
   CREATE TABLE hostname (hostname TEXT PRIMARY KEY, tenant_id TEXT NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX hostname_tenant ON hostname (tenant_id);
   CREATE TABLE origin (
     origin TEXT NOT NULL,
     tenant_id TEXT NOT NULL,
     PRIMARY KEY (origin, tenant_id)
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX origin_tenant ON origin (tenant_id);
   CREATE TABLE tombstone (
     tenant_id TEXT PRIMARY KEY,
     epoch INTEGER NOT NULL,
     erased_ms INTEGER NOT NULL,
     is_pending INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX tombstone_pending ON tombstone (tenant_id) WHERE is_pending = 1;
   CREATE TABLE api_key (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     tenant_id TEXT NOT NULL,
     name TEXT,
     sha256 TEXT NOT NULL,
     previous_sha256 TEXT,
     previous_expires_ms INTEGER,
     scopes TEXT NOT NULL,
     settings TEXT NOT NULL,
     status TEXT NOT NULL,
     managed_by TEXT NOT NULL,
     file_sha256 TEXT,
     expires_ms INTEGER,
     not_before_ms INTEGER,
     is_expiry_told INTEGER NOT NULL,
     epoch INTEGER NOT NULL,
     version INTEGER NOT NULL,
     created_ms INTEGER NOT NULL,
     created_by TEXT NOT NULL,
     updated_ms INTEGER NOT NULL,
     last_used_ms INTEGER,
     revoked_ms INTEGER
   ) STRICT;
   CREATE INDEX api_key_tenant ON api_key (tenant_id, seq);
   CREATE INDEX api_key_changed ON api_key (tenant_id, epoch);
   CREATE INDEX api_key_expiry ON api_key (expires_ms) WHERE expires_ms IS NOT NULL AND is_expiry_told = 0;`,
  `CREATE TABLE plan (
     name TEXT PRIMARY KEY,
     document TEXT NOT NULL,
     version INTEGER NOT NULL,
     created_ms INTEGER NOT NULL,
     updated_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE price_table (
     version INTEGER PRIMARY KEY AUTOINCREMENT,
     models TEXT NOT NULL,
     effective_ms INTEGER NOT NULL,
     created_ms INTEGER NOT NULL,
     created_by TEXT NOT NULL
   ) STRICT;
   CREATE TABLE operator (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     name TEXT NOT NULL,
     role TEXT NOT NULL,
     sha256 TEXT NOT NULL UNIQUE,
     expires_ms INTEGER,
     version INTEGER NOT NULL,
     created_ms INTEGER NOT NULL,
     created_by TEXT NOT NULL,
     last_used_ms INTEGER
   ) STRICT;
   CREATE TABLE audit (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     occurred_ms INTEGER NOT NULL,
     action TEXT NOT NULL,
     actor TEXT NOT NULL,
     body TEXT NOT NULL,
     prev_hash TEXT NOT NULL,
     hash TEXT NOT NULL
   ) STRICT;
   CREATE INDEX audit_action ON audit (action, seq);
   CREATE INDEX audit_actor ON audit (actor, seq);
   CREATE TABLE audit_target (
     target TEXT NOT NULL,
     seq INTEGER NOT NULL,
     PRIMARY KEY (target, seq)
   ) STRICT, WITHOUT ROWID;`,
  `CREATE TABLE outbox (
     tenant_id TEXT PRIMARY KEY,
     attempts INTEGER NOT NULL,
     next_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX outbox_due ON outbox (next_ms);
   CREATE TABLE webhook (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     url TEXT NOT NULL,
     events TEXT NOT NULL,
     tenant_id TEXT,
     description TEXT,
     status TEXT NOT NULL,
     version INTEGER NOT NULL,
     created_ms INTEGER NOT NULL,
     updated_ms INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE delivery (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     id TEXT NOT NULL UNIQUE,
     webhook_id TEXT NOT NULL,
     event_id TEXT NOT NULL,
     type TEXT NOT NULL,
     payload TEXT NOT NULL,
     status TEXT NOT NULL,
     attempts INTEGER NOT NULL,
     next_ms INTEGER,
     created_ms INTEGER NOT NULL,
     delivered_ms INTEGER,
     last_status INTEGER,
     last_error TEXT
   ) STRICT;
   CREATE INDEX delivery_webhook ON delivery (webhook_id, seq);
   CREATE INDEX delivery_due ON delivery (next_ms) WHERE next_ms IS NOT NULL;
   CREATE INDEX delivery_age ON delivery (created_ms);
   CREATE TABLE told_threshold (id TEXT PRIMARY KEY, told_ms INTEGER NOT NULL) STRICT, WITHOUT ROWID;
   CREATE INDEX told_threshold_age ON told_threshold (told_ms);
   CREATE TABLE sealed (
     key TEXT PRIMARY KEY,
     blob TEXT NOT NULL,
     expires_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX sealed_expiry ON sealed (expires_ms);
   CREATE TABLE portal_session (
     sha256 TEXT PRIMARY KEY,
     body TEXT NOT NULL,
     expires_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX portal_session_expiry ON portal_session (expires_ms);
   ${IDEMPOTENCY_TABLE}`,
  `CREATE TABLE session (
     sha256 TEXT PRIMARY KEY,
     holder TEXT NOT NULL,
     used_ms INTEGER NOT NULL,
     expires_ms INTEGER NOT NULL,
     end_ms INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX session_expiry ON session (expires_ms);
   ALTER TABLE operator ADD COLUMN email TEXT;
   CREATE UNIQUE INDEX operator_email ON operator (email) WHERE email IS NOT NULL;
   ALTER TABLE api_key ADD COLUMN is_console INTEGER NOT NULL DEFAULT 0;
   CREATE INDEX api_key_console ON api_key (status, expires_ms) WHERE is_console = 1;`,
  `CREATE TABLE budget_notice (
     seq INTEGER PRIMARY KEY AUTOINCREMENT,
     tenant_id TEXT NOT NULL,
     body TEXT NOT NULL,
     told_ms INTEGER NOT NULL
   ) STRICT;
   CREATE INDEX budget_notice_tenant ON budget_notice (tenant_id, seq);
   CREATE INDEX budget_notice_age ON budget_notice (told_ms);`,
  `CREATE TABLE standing (
     tenant_id TEXT PRIMARY KEY,
     at_ms INTEGER NOT NULL,
     body TEXT NOT NULL,
     share REAL NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX standing_share ON standing (share, tenant_id);
   CREATE TABLE key_cost (
     key_id TEXT PRIMARY KEY,
     tenant_id TEXT NOT NULL,
     nano_dollars INTEGER
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX key_cost_tenant ON key_cost (tenant_id);
   CREATE TABLE usage_bucket (
     start_ms INTEGER PRIMARY KEY,
     requests INTEGER NOT NULL,
     tokens INTEGER NOT NULL,
     nano_dollars INTEGER NOT NULL,
     unpriced INTEGER NOT NULL
   ) STRICT;
   CREATE TABLE document_count (
     tenant_id TEXT PRIMARY KEY,
     documents INTEGER NOT NULL,
     failed INTEGER NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE TABLE alert (
     id TEXT PRIMARY KEY,
     status TEXT NOT NULL,
     seen_ms INTEGER NOT NULL,
     body TEXT NOT NULL
   ) STRICT, WITHOUT ROWID;
   CREATE INDEX alert_seen ON alert (seen_ms);
   CREATE INDEX tenant_drift ON tenant (id) WHERE drifted_ms IS NOT NULL;
   CREATE INDEX api_key_active ON api_key (tenant_id, last_used_ms) WHERE status = 'active' AND is_console = 0;
   ALTER TABLE webhook ADD COLUMN secret_salt TEXT;
   ALTER TABLE webhook ADD COLUMN previous_salt TEXT;
   ALTER TABLE webhook ADD COLUMN previous_until_ms INTEGER;`,
  `CREATE INDEX audit_time ON audit (occurred_ms);`,
  `ALTER TABLE standing ADD COLUMN month_cost INTEGER NOT NULL DEFAULT 0;
   ALTER TABLE standing ADD COLUMN month_tokens INTEGER NOT NULL DEFAULT 0;
   UPDATE standing SET month_cost = coalesce(json_extract(body, '$.month.nanoDollars'), 0),
     month_tokens = json_extract(body, '$.month.tokens');
   CREATE INDEX standing_use ON standing (at_ms, month_cost, month_tokens, tenant_id);`,
] as const
