const at = '2026-11-29T06:15:00.000Z'
const later = '2027-11-29T06:15:00.000Z'

const tenant = {
  id: 'northwind',
  name: 'Northwind Ship Chandlers',
  status: 'active',
  tier: 'production',
  chat: { model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', maxOutputTokens: 1024 },
  rateLimit: { requestsPerMinute: 600, burst: 60 },
  budget: { tokensPerDay: 2_000_000, spendPerMonth: '50.00' },
}

const usageCounts = {
  requests: 42,
  promptTokens: 38_000,
  cachedPromptTokens: 12_000,
  cacheWriteTokens: 0,
  completionTokens: 9_100,
  reasoningTokens: 0,
  totalTokens: 47_100,
  cost: '0.031640',
}

const usageLine = {
  date: '2026-11-28',
  tenantId: 'northwind',
  model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  ...usageCounts,
}

const key = {
  id: 'a1b2c3d4e5f6',
  tenantId: 'northwind',
  name: 'backend',
  status: 'active',
  scopes: ['chat', 'search'],
  limits: { spendPerMonth: '5.00' },
  managedBy: 'api',
  version: 1,
  createdAt: at,
  createdBy: 'op_0123456789abcdef0123456789abcdef',
  updatedAt: at,
}

const modelPrices = { prompt: '0.29', completion: '2.25' }
const prices = {
  version: 1,
  effectiveFrom: at,
  models: { '@cf/meta/llama-3.3-70b-instruct-fp8-fast': modelPrices },
  createdAt: at,
  createdBy: 'bootstrap',
}

const webhook = {
  id: 'wh_0123456789abcdef0123456789abcdef',
  url: 'https://alerts.example.com/bulkhead',
  events: ['budget.threshold', 'key.revoked'],
  status: 'enabled',
  version: 1,
  createdAt: at,
  updatedAt: at,
}

const operator = {
  id: 'op_0123456789abcdef0123456789abcdef',
  name: 'Ada',
  email: 'ada@ship.example',
  role: 'operator',
  version: 1,
  createdAt: at,
  createdBy: 'bootstrap',
}

const change = { path: 'budget.spendPerMonth', before: '20.00', after: '50.00' }
const flags = { 'retrieval.vectors': true, 'ingest.embedding': true, 'chat.fallbackModels': true }
const request = {
  requestId: 'req_0123456789abcdef0123456789abcdef',
  at,
  traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
  tenantId: 'northwind',
  keyId: 'a1b2c3d4e5f6',
  method: 'POST',
  route: '/v1/chat/completions',
  status: 200,
  latencyMs: 840,
}

/** What bodies and answers look like, by the name of their schema. */
export const EXAMPLES: Readonly<Record<string, object>> = {
  TenantDraft: tenant,
  TenantPatch: { budget: { spendPerMonth: '50.00' } },
  Tenant: { ...tenant, managedBy: 'api', version: 3, createdAt: at, updatedAt: at },
  ErasedTenant: { id: 'northwind', status: 'erased', enforcedAt: at },
  AppliedTenants: {
    created: ['northwind'],
    updated: [{ id: 'southwind', changes: [change] }],
    unchanged: [],
    pruned: [],
    drifted: [],
  },
  Reason: { reason: 'unpaid since October' },
  CreateKey: { name: 'backend', scopes: ['chat', 'search'], limits: { spendPerMonth: '5.00' } },
  PatchKey: { limits: { spendPerMonth: '10.00' }, expiresAt: later },
  RotateKey: { graceSeconds: 86_400 },
  Key: key,
  KeyWithSecret: { ...key, key: `bh_northwind_a1b2c3d4e5f6_${'x'.repeat(49)}`, enforcedAt: at },
  RevokedKey: { id: key.id, status: 'revoked', enforcedAt: at },
  CreatePlan: { name: 'starter', budget: { spendPerMonth: '20.00' } },
  PutPlan: { budget: { spendPerMonth: '25.00' } },
  Plan: { name: 'starter', budget: { spendPerMonth: '20.00' }, version: 1, createdAt: at, updatedAt: at },
  PutPrices: { models: prices.models, effectiveFrom: later },
  Prices: { ...prices, versions: [prices] },
  UsageExport: {
    from: '2026-11-01',
    to: '2026-11-29',
    groupBy: ['day', 'tenant', 'model'],
    data: [usageLine],
  },
  TenantUsage: {
    limits: {
      requests: { limit: 600, burst: 60, remaining: 60, resetsAt: at },
      tokensPerDay: {
        limit: 2_000_000,
        used: 47_100,
        reserved: 0,
        remaining: 1_952_900,
        resetsAt: '2026-11-30T00:00:00.000Z',
      },
    },
    days: [{ date: '2026-11-29', ...usageCounts, models: [], keys: [] }],
  },
  Request: request,
  RequestTrace: { ...request, lines: [], spans: [] },
  CreateWebhook: { url: webhook.url, events: webhook.events },
  PatchWebhook: { status: 'disabled' },
  Webhook: webhook,
  WebhookWithSecret: { ...webhook, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
  Delivery: {
    id: 'whd_0123456789abcdef0123456789abcdef',
    webhookId: webhook.id,
    eventId: 'evt_0123456789abcdef0123456789abcdef',
    type: 'budget.threshold',
    status: 'delivered',
    attempts: 1,
    createdAt: at,
    deliveredAt: at,
    lastStatus: 204,
  },
  AuditEvent: {
    id: 'aud_0123456789abcdef0123456789abcdef',
    occurredAt: at,
    action: 'tenant.updated',
    actor: { type: 'operator', id: operator.id, name: 'Ada' },
    targets: [{ type: 'tenant', id: 'northwind' }],
    context: { ip: '192.0.2.7', requestId: request.requestId },
    changes: [change],
    reason: 'upgrade',
    prevHash: '0'.repeat(64),
    hash: 'f'.repeat(64),
  },
  AuditVerdict: { valid: true, events: 1_204, hash: 'f'.repeat(64) },
  CreateOperator: { name: 'Ada', email: 'ada@ship.example', role: 'operator' },
  PatchOperator: { role: 'viewer' },
  Operator: operator,
  OperatorWithToken: { ...operator, token: `bho_${'x'.repeat(43)}` },
  WhoAmI: { kind: 'operator', id: operator.id, name: 'Ada', role: 'operator', type: 'operator' },
  OpenSession: { token: `bho_${'x'.repeat(43)}` },
  CreateSignInLink: {},
  SignInLink: { url: 'https://console.example.com/console/sign-in#code=…', expiresAt: at },
  CreateSessionKey: { tenantId: 'northwind' },
  SessionKey: { key: `bh_northwind_a1b2c3d4e5f6_${'x'.repeat(49)}`, keyId: key.id, expiresAt: at },
  CreatePortalSession: {
    tenantId: 'northwind',
    subject: 'grace@northwind.example',
    scopes: ['usage:read', 'keys:write'],
    returnUrl: 'https://northwind.example/settings',
  },
  PortalSession: {
    tenantId: 'northwind',
    subject: 'grace@northwind.example',
    scopes: ['usage:read', 'keys:write'],
    url: 'https://console.example.com/console/portal#code=…',
    expiresAt: at,
  },
  FlagOverrides: { 'retrieval.vectors': false },
  Flags: { flags, layers: { defaults: flags, deployment: {} }, problems: [] },
  Document: {
    id: 'argo-1',
    title: 'The Argo, as built',
    status: 'indexed',
    version: 1,
    format: 'markdown',
    bytes: 5_120,
    chunks: 7,
    metadata: {},
    createdAt: at,
    updatedAt: at,
  },
  DeadLetter: {
    documentId: 'scan-7',
    title: 'A scan without text',
    version: 1,
    bytes: 90_112,
    format: 'pdf',
    createdAt: at,
    failedAt: at,
    reason: { code: 'no_text', message: 'The file holds no text.' },
  },
  TenantEmbedding: { stamp: { model: '@cf/baai/bge-m3', dimensions: 1_024 }, move: null },
  ErasedData: { documents: 3, chunks: 41, sessions: 2, messages: 16, usageRows: 9 },
  RetriedDocuments: { retried: 4 },
}
