/** The rows of the failure-mode specification, and what an operator does about each. `docs/failure-modes.md` is made from them. */
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
      '500 `internal` in the error envelope, with `requestId` and `traceId`; no stack, nothing internal',
    lookAt:
      'Alerts `BulkheadUnexpectedError`, `BulkheadErrors`; `errors_total`; the line `request failed`, `rpc method failed` or `call failed` has the stack',
    whatToDo: '`pnpm trace <requestId>` (or search Workers Logs for it); mend, deploy the one Worker',
  },
  'worker/cold-start': {
    component: 'Worker',
    failure: 'High cold start latency',
    userSees: 'A slower first answer after a quiet time; tenants of tier `production` are kept warm',
    lookAt: 'Alert `BulkheadLatencyHigh`; p99 of `latency_ms_histogram`',
    whatToDo: 'Set `tier: production` for the tenant; look at `pnpm bench startup` before a release',
  },
  'tenant/not-found': {
    component: 'Tenant resolution',
    failure: 'Tenant not found',
    userSees:
      '400 `tenant_required`, 401 `api_key_…` or 404 `tenant_not_found`; 429 `rate_limited` after 30 failures of one address a minute',
    lookAt: 'Alert `BulkheadIdentificationFailures`; lines `identification failed` with `clientIp`',
    whatToDo:
      'Expected for bad requests; a burst from one address is a misconfigured client or somebody probing',
  },
  'tenant/invalid-config': {
    component: 'Tenant resolution',
    failure: 'Invalid tenant config',
    userSees: 'Nothing: the old version goes on serving',
    lookAt: 'The build: `pnpm tenants check` names file, field and problem, and nothing is built',
    whatToDo: 'Mend the `tenant.config.json` it names and deploy again',
  },
  'kv/read-write-error': {
    component: 'KV',
    failure: 'Read or write error',
    userSees: 'Nothing: flags fall back to the last known value, then to their defaults',
    lookAt: 'Alert `BulkheadFlagsUnreadable`; `flag_reads_total{status="error"}`; KV metrics of Cloudflare',
    whatToDo: 'Nothing while it lasts; do not rely on changing a flag until it is over',
  },
  'kv/eventual-consistency': {
    component: 'KV',
    failure: 'Eventual consistency delay',
    userSees:
      'A changed flag acts up to 90 s later: 60 s of KV, 30 s of our cache. Keys, limits, budgets and sessions are never in KV',
    lookAt: '`GET /admin/tenants/:id/flags` shows what is stored',
    whatToDo: 'Wait 90 s before you judge a flag you have changed',
  },
  'object/exception': {
    component: 'Durable Objects',
    failure: 'Uncaught exception in an object',
    userSees:
      '503 `storage_unavailable` or `admission_unavailable` with `Retry-After`; a repeat with the same Idempotency-Key doubles nothing',
    lookAt:
      'Alert `BulkheadDurableObjectErrors`; `durable_object_invocations_total{status="error"}`; lines with `durableObjectClass` and `durableObjectId`',
    whatToDo: 'Find the object by its id in the log; the next call starts it anew from its storage',
  },
  'object/cpu-limit': {
    component: 'Durable Objects',
    failure: 'CPU limit exceeded',
    userSees: '503 with `Retry-After`, never repeated by us when the runtime says overloaded',
    lookAt:
      'Alerts `BulkheadDurableObjectCpuHigh`, `BulkheadCpuOrMemoryExceeded`; `BulkheadAdmissionFailing` when it is the limiter',
    whatToDo: 'Raise `rateLimit.shards` of the hot tenant',
  },
  'object/storage-limit': {
    component: 'Durable Objects',
    failure: 'Storage limit exceeded',
    userSees: '503 `storage_unavailable`; what is stored stays readable',
    lookAt: 'Alert `BulkheadDurableObjectStorageHigh`; `durable_object_storage_bytes`',
    whatToDo:
      'Lower `sessions.maxMessages` or `retentionDays` (with `archive` they go to R2 first); delete documents',
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
      'A budget of our own spent: 402 `budget_exceeded` for that tenant only. The provider refuses: 503 `ai_unavailable` (quota) or 502 `ai_rejected` (key)',
    lookAt:
      'Alerts `BulkheadProviderRejects` (key), `BulkheadProviderFailing` (quota), `BulkheadTenantLimited` (budget); AI Gateway log',
    whatToDo: 'Raise the quota or renew the key; `GET /v1/usage` shows what each tenant has spent',
  },
  'vectorize/query-fails': {
    component: 'Vectorize',
    failure: 'Query fails',
    userSees:
      '200 with warning `retrieval_degraded` (found by words alone); with words gone too, answers without documents and `retrieval_unavailable`',
    lookAt:
      'Alert `BulkheadVectorQueriesFailing`; `vectorize_queries_total{status="error"}`; `BulkheadIsolationAlarm` when it gave out vectors of others',
    whatToDo: 'Wait; during a long outage set the flag `retrieval.vectors` to false to save its timeouts',
  },
  'vectorize/indexing-fails': {
    component: 'Vectorize',
    failure: 'Indexing fails',
    userSees:
      'The document stays `searchable` (by words) until its vectors are in; one that cannot be read ends `failed` with a reason',
    lookAt: 'Alert `BulkheadDeadLetters`; `GET /v1/documents/:id`',
    whatToDo: '`POST /admin/tenants/:id/documents/retry` sends every failed document round again',
  },
} as const satisfies Readonly<Record<string, Row>>

export type RowId = keyof typeof ROWS
