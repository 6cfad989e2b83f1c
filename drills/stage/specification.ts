/** The rows of the failure-mode specification, and what an operator does about each. `docs/operate/failure-modes.md` is generated from them. */
export interface Row {
  readonly component: string
  readonly failure: string
  /** What a client gets. */
  readonly userSees: string
  /** Alerts, metrics and log lines. */
  readonly lookAt: string
  readonly whatToDo: string
}

export const ROWS = {
  'worker/exception': {
    component: 'Worker',
    failure: 'Uncaught exception',
    userSees:
      '500 `internal` in the error envelope, with `requestId` and `traceId`; no stack and nothing internal',
    lookAt:
      'Alerts `BulkheadUnexpectedError`, `BulkheadErrors`; `errors_total`; the log line `request failed`, `rpc method failed` or `call failed` has the stack',
    whatToDo: '`pnpm trace <requestId>` (or search Workers Logs for it); fix and deploy that Worker',
  },
  'worker/cold-start': {
    component: 'Worker',
    failure: 'High cold start latency',
    userSees: 'A slower first answer after a quiet time; tenants of tier `production` are kept warm',
    lookAt: 'Alert `BulkheadLatencyHigh`; p99 of `latency_ms_histogram`',
    whatToDo: 'Set `tier: production` for the tenant; run `pnpm bench startup` before a release',
  },
  'tenant/not-found': {
    component: 'Tenant resolution',
    failure: 'Tenant not found',
    userSees:
      '400 `tenant_required`, 401 `api_key_…` or 404 `tenant_not_found`; 429 `rate_limited` after 30 failures a minute from one address',
    lookAt: 'Alert `BulkheadIdentificationFailures`; log lines `identification failed` with `clientIp`',
    whatToDo: 'Expected for bad requests; a burst from one address is a misconfigured client or an attacker',
  },
  'tenant/invalid-config': {
    component: 'Tenant resolution',
    failure: 'Invalid tenant config',
    userSees: 'Nothing: the old version keeps serving',
    lookAt: 'The build: `pnpm tenants check` prints file, field and problem, and nothing is built',
    whatToDo: 'Fix the `tenant.config.json` that it names and deploy again',
  },
  'kv/read-write-error': {
    component: 'KV',
    failure: 'Read or write error',
    userSees: 'Nothing: flags fall back to the last known value, then to their defaults',
    lookAt: 'Alert `BulkheadFlagsUnreadable`; `flag_reads_total{status="error"}`; KV metrics of Cloudflare',
    whatToDo: 'Wait; do not rely on changing a flag until KV works again',
  },
  'kv/eventual-consistency': {
    component: 'KV',
    failure: 'Eventual consistency delay',
    userSees:
      'A changed flag takes effect up to 90 s later: 60 s in KV, 30 s in our cache. Keys, limits, budgets and sessions are never in KV',
    lookAt: '`GET /admin/v1/tenants/:id/flags` shows what is stored',
    whatToDo: 'Wait 90 s before you judge a changed flag',
  },
  'object/exception': {
    component: 'Durable Objects',
    failure: 'Uncaught exception in an object',
    userSees:
      '503 `storage_unavailable` or `admission_unavailable` with `Retry-After`; a repeat with the same Idempotency-Key has no second effect',
    lookAt:
      'Alert `BulkheadDurableObjectErrors`; `durable_object_invocations_total{status="error"}`; log lines with `durableObjectClass` and `durableObjectId`',
    whatToDo: 'Find the object by its id in the log; the next call restarts it from its storage',
  },
  'object/cpu-limit': {
    component: 'Durable Objects',
    failure: 'CPU limit exceeded',
    userSees: '503 with `Retry-After`; Bulkhead does not retry when the runtime reports overload',
    lookAt:
      'Alerts `BulkheadDurableObjectCpuHigh`, `BulkheadCpuOrMemoryExceeded`; `BulkheadAdmissionFailing` when it is the limiter',
    whatToDo: 'Raise `rateLimit.shards` of the hot tenant',
  },
  'object/storage-limit': {
    component: 'Durable Objects',
    failure: 'Storage limit exceeded',
    userSees: '503 `storage_unavailable`; stored data stays readable',
    lookAt: 'Alert `BulkheadDurableObjectStorageHigh`; `durable_object_storage_bytes`',
    whatToDo:
      'Lower `sessions.maxMessages` or `retentionDays` (with `archive` messages go to R2 first); delete documents',
  },
  'ai/outage': {
    component: 'AI provider',
    failure: 'Outage or slowness',
    userSees:
      'The answer of a fallback model (`x-bulkhead-model`), else 503 `ai_unavailable` "AI provider is currently unavailable" or 504 `ai_timeout`',
    lookAt: 'Alerts `BulkheadProviderFailing`, `BulkheadProviderSlow`; `ai_requests_total{status}`',
    whatToDo: 'Add or change `fallbackModels`; the breaker closes by itself 5 s after the provider is back',
  },
  'ai/quota-or-key': {
    component: 'AI provider',
    failure: 'Quota exceeded or invalid key',
    userSees:
      'The tenant’s budget is spent: 402 `budget_exceeded` for that tenant only. The provider refuses: 503 `ai_unavailable` (quota) or 502 `ai_rejected` (key)',
    lookAt:
      'Alerts `BulkheadProviderRejects` (key), `BulkheadProviderFailing` (quota), `BulkheadTenantLimited` (budget); AI Gateway log',
    whatToDo: 'Raise the quota or renew the key; `GET /v1/usage` shows what each tenant has spent',
  },
  'vectorize/query-fails': {
    component: 'Vectorize',
    failure: 'Query fails',
    userSees:
      '200 with warning `retrieval_degraded` (found by words alone); if the search by words fails too, answers without documents and the warning `retrieval_unavailable`',
    lookAt:
      'Alert `BulkheadVectorQueriesFailing`; `vectorize_queries_total{status="error"}`; `BulkheadIsolationAlarm` when it returned vectors of other tenants',
    whatToDo: 'Wait; in a long outage, set the flag `retrieval.vectors` to false to avoid its timeouts',
  },
  'vectorize/indexing-fails': {
    component: 'Vectorize',
    failure: 'Indexing fails',
    userSees:
      'The document stays `searchable` (by words) until its vectors are stored; an unreadable document ends `failed` with a reason',
    lookAt: 'Alert `BulkheadDeadLetters`; `GET /v1/documents/:id`',
    whatToDo: '`POST /admin/v1/tenants/:id/documents/retry` sends every failed document again',
  },
} as const satisfies Readonly<Record<string, Row>>

export type RowId = keyof typeof ROWS
