export const at = '2026-11-29T06:15:00.000Z'
export const later = '2027-11-29T06:15:00.000Z'

export const tenant = {
  id: 'northwind',
  name: 'Northwind Ship Chandlers',
  status: 'active',
  tier: 'production',
  chat: { model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast', maxOutputTokens: 1024 },
  rateLimit: { requestsPerMinute: 600, burst: 60 },
  budget: { tokensPerDay: 2_000_000, spendPerMonth: '50.00' },
}

export const usageCounts = {
  requests: 42,
  promptTokens: 38_000,
  cachedPromptTokens: 12_000,
  cacheWriteTokens: 0,
  completionTokens: 9_100,
  reasoningTokens: 0,
  totalTokens: 47_100,
  estimatedTokens: 2_350,
  cost: '0.031640',
}

export const tenantBudgets = {
  tenantId: 'northwind',
  name: 'Northwind Ship Chandlers',
  asOf: at,
  budgets: [
    {
      budget: 'spendPerMonth',
      limit: '50.00',
      used: '41.50',
      reserved: '0.00',
      share: 0.83,
      resetsAt: '2026-12-01T00:00:00.000Z',
      thresholds: [
        { threshold: 0.8, crossed: true },
        { threshold: 1, crossed: false },
      ],
    },
  ],
}

export const alert = {
  id: 'alert_0123456789abcdef0123456789abcdef',
  name: 'ErrorsAreHigh',
  severity: 'page',
  status: 'firing',
  startedAt: at,
  seenAt: at,
}

export const usageLine = {
  date: '2026-11-28',
  tenantId: 'northwind',
  model: '@cf/meta/llama-3.3-70b-instruct-fp8-fast',
  ...usageCounts,
}

export const key = {
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
export const prices = {
  version: 1,
  effectiveFrom: at,
  models: { '@cf/meta/llama-3.3-70b-instruct-fp8-fast': modelPrices },
  createdAt: at,
  createdBy: 'bootstrap',
}

export const webhook = {
  id: 'wh_0123456789abcdef0123456789abcdef',
  url: 'https://alerts.example.com/bulkhead',
  events: ['budget.threshold', 'key.revoked'],
  status: 'enabled',
  version: 1,
  createdAt: at,
  updatedAt: at,
}

export const operator = {
  id: 'op_0123456789abcdef0123456789abcdef',
  name: 'Ada',
  email: 'ada@ship.example',
  role: 'operator',
  version: 1,
  createdAt: at,
  createdBy: 'bootstrap',
}

export const change = { path: 'budget.spendPerMonth', before: '20.00', after: '50.00' }
export const flags = { 'retrieval.vectors': true, 'ingest.embedding': true, 'chat.fallbackModels': true }
export const request = {
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

export const deployment = { environment: 'production', apiOrigin: 'https://api.example.com' }

export const whoAmI = {
  kind: 'operator',
  id: 'op_0123456789abcdef0123456789abcdef',
  name: 'Ada',
  role: 'operator',
  type: 'operator',
  ...deployment,
}
