import { canary, type Name } from './personas.ts'
import type { Target } from './targets.ts'

/** One way to use a route. `by`: whose key is used, so whose words are sent. */
export interface Probe {
  readonly path: (target: Target) => string
  readonly body?: (target: Target, by: Name) => unknown
  readonly headers?: (target: Target) => Record<string, string>
  /** For the owner. */
  readonly ok: number
  /** For the owner, who needs something to spend: made before the request. */
  readonly spends?: 'document' | 'session'
  /** For whoever names what is not theirs, existing or not. Left out where nothing is named. */
  readonly notTheirs?: { readonly status: number; readonly code?: string }
}

const NOT_FOUND = { status: 404, code: 'not_found' } as const
const NO_MODEL = { status: 404, code: 'model_not_found' } as const
const underKey = ({ idempotencyKey }: Target) => ({ 'idempotency-key': idempotencyKey })

/** What each says under its Idempotency-Key: the same when it plants and when it repeats. */
export const SAID = {
  completion: (by: Name) => ({
    messages: [
      { role: 'system', content: canary(by, 'system') },
      { role: 'user', content: canary(by, 'prompt') },
    ],
  }),
  session: (by: Name) => ({ title: canary(by, 'session'), metadata: { note: canary(by, 'note') } }),
  question: (by: Name) => ({ question: `What is the ballast of ${canary(by, 'document')}?` }),
  document: (by: Name) => ({
    title: canary(by, 'title'),
    text: `The ballast of ${canary(by, 'document')} is iron. The keel of ${canary(by, 'document')} is oak.`,
    metadata: { owner: by, note: canary(by, 'metadata') },
  }),
} as const

/** Every route of a tenant, by method and template. A route of the table that is not here fails the test, and so does one that is only here. */
export const PROBES: Readonly<Record<string, readonly Probe[]>> = {
  'POST /v1/chat/completions': [
    {
      path: () => '/v1/chat/completions',
      body: ({ model }, by) => ({ model, ...SAID.completion(by) }),
      ok: 200,
      notTheirs: NO_MODEL,
    },
    {
      path: () => '/v1/chat/completions',
      body: (_, by) => SAID.completion(by),
      headers: underKey,
      ok: 200,
      notTheirs: { status: 200 },
    },
  ],
  'GET /v1/models': [{ path: () => '/v1/models', ok: 200 }],
  'GET /v1/models/:id+': [{ path: ({ model }) => `/v1/models/${model}`, ok: 200, notTheirs: NO_MODEL }],
  'POST /v1/embeddings': [
    {
      path: () => '/v1/embeddings',
      body: ({ embeddingModel }, by) => ({ model: embeddingModel, input: canary(by, 'embedding') }),
      ok: 200,
      notTheirs: NO_MODEL,
    },
  ],
  'POST /v1/sessions': [
    {
      path: () => '/v1/sessions',
      body: (_, by) => SAID.session(by),
      headers: underKey,
      ok: 201,
      notTheirs: { status: 201 },
    },
  ],
  'GET /v1/sessions': [{ path: () => '/v1/sessions?limit=100', ok: 200 }],
  'GET /v1/sessions/:id': [
    { path: ({ sessionId }) => `/v1/sessions/${sessionId}`, ok: 200, notTheirs: NOT_FOUND },
  ],
  'DELETE /v1/sessions/:id': [
    {
      path: ({ sessionId }) => `/v1/sessions/${sessionId}`,
      ok: 204,
      spends: 'session',
      notTheirs: NOT_FOUND,
    },
  ],
  'GET /v1/sessions/:id/messages': [
    { path: ({ sessionId }) => `/v1/sessions/${sessionId}/messages`, ok: 200, notTheirs: NOT_FOUND },
  ],
  'POST /v1/sessions/:id/messages': [
    {
      path: ({ sessionId }) => `/v1/sessions/${sessionId}/messages`,
      body: (_, by) => ({ content: canary(by, 'message'), retrieval: true }),
      ok: 200,
      notTheirs: NOT_FOUND,
    },
    {
      path: ({ sessionId }) => `/v1/sessions/${sessionId}/messages`,
      body: (_, by) => ({ content: canary(by, 'message'), stream: true }),
      ok: 200,
      notTheirs: NOT_FOUND,
    },
  ],
  'GET /v1/sessions/:id/messages/:messageId/stream': [
    {
      path: ({ sessionId, messageId }) => `/v1/sessions/${sessionId}/messages/${messageId}/stream`,
      ok: 200,
      notTheirs: NOT_FOUND,
    },
  ],
  'POST /v1/answers': [
    {
      path: () => '/v1/answers',
      body: ({ owner }, by) => ({ ...SAID.question(by), filter: { owner } }),
      ok: 200,
      notTheirs: { status: 200 },
    },
    {
      path: () => '/v1/answers',
      body: (_, by) => SAID.question(by),
      headers: underKey,
      ok: 200,
      notTheirs: { status: 200 },
    },
  ],
  'POST /v1/search': [
    ...(['hybrid', 'vector', 'words'] as const).map((mode): Probe => ({
      path: () => '/v1/search',
      body: ({ owner }) => ({ query: 'ballast', mode, filter: { owner } }),
      ok: 200,
      notTheirs: { status: 200 },
    })),
    // Without a filter: whoever asks finds what is theirs.
    { path: () => '/v1/search', body: () => ({ query: 'ballast', topK: 50 }), ok: 200 },
  ],
  'POST /v1/documents': [
    {
      path: () => '/v1/documents',
      body: ({ twinId }, by) => ({ id: twinId, ...SAID.document(by) }),
      ok: 202,
      notTheirs: { status: 202 },
    },
    {
      path: () => '/v1/documents',
      body: (_, by) => SAID.document(by),
      headers: underKey,
      ok: 202,
      notTheirs: { status: 202 },
    },
  ],
  'GET /v1/documents': [{ path: () => '/v1/documents?limit=100', ok: 200 }],
  'GET /v1/documents/:id': [
    { path: ({ documentId }) => `/v1/documents/${documentId}`, ok: 200, notTheirs: NOT_FOUND },
  ],
  'DELETE /v1/documents/:id': [
    {
      path: ({ documentId }) => `/v1/documents/${documentId}`,
      ok: 204,
      spends: 'document',
      notTheirs: NOT_FOUND,
    },
  ],
  'POST /v1/documents/:id/retry': [
    { path: ({ documentId }) => `/v1/documents/${documentId}/retry`, ok: 202, notTheirs: NOT_FOUND },
  ],
  'GET /v1/usage': [{ path: () => '/v1/usage', ok: 200 }],
}

/** What the operator may do, by route; `:id` is a tenant that holds nothing. */
export const ADMIN_PROBES: Readonly<Record<string, { readonly ok: number; readonly body?: unknown }>> = {
  'DELETE /admin/tenants/:id/data': { ok: 200 },
  'POST /admin/tenants/:id/documents/retry': { ok: 200 },
  'GET /admin/tenants/:id/embedding': { ok: 200 },
  'GET /admin/flags': { ok: 200 },
  'PUT /admin/flags': { ok: 200, body: {} },
  'GET /admin/tenants/:id/flags': { ok: 200 },
  'PUT /admin/tenants/:id/flags': { ok: 200, body: {} },
  'GET /metrics': { ok: 200 },
  'POST /local/faults': { ok: 204, body: { clear: true } },
}

export const OPEN_ROUTES: readonly string[] = [
  'GET /healthz',
  'GET /readyz',
  'GET /openapi.json',
  'GET /docs',
]
