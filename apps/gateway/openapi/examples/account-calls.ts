import type { ExampleCall } from './example-call.ts'
import { EXAMPLE_NAMES } from './example-names.ts'

const params = { keyId: EXAMPLE_NAMES.keyId }

export const ACCOUNT_CALLS: readonly ExampleCall[] = [
  { operation: 'GET /healthz', name: 'alive', summary: 'Alive', as: 'nobody' },
  { operation: 'GET /readyz', name: 'ready', summary: 'Ready', as: 'nobody' },
  { operation: 'GET /v1/usage', name: 'usage', summary: 'Usage and limits' },
  { operation: 'GET /v1/usage', name: 'tenant_required', summary: 'No key at all', as: 'nobody' },
  { operation: 'GET /v1/usage', name: 'api_key_invalid', summary: 'A key that is not good', as: 'wrong key' },
  {
    operation: 'POST /v1/keys',
    name: 'key',
    summary: 'A key with a limit of its own',
    body: { name: 'reports', scopes: ['usage:read'], limits: { tokensPerDay: 1_000 } },
  },
  { operation: 'GET /v1/keys', name: 'page', summary: 'Every key', query: { limit: '2' } },
  {
    operation: 'PATCH /v1/keys/:keyId',
    name: 'rename',
    summary: 'Another name',
    params,
    body: { name: 'monthly reports' },
  },
  {
    operation: 'POST /v1/keys/:keyId/rotate',
    name: 'rotate',
    summary: 'A new secret; the old one is good for an hour',
    params,
    body: { graceSeconds: 3_600 },
  },
  { operation: 'DELETE /v1/keys/:keyId', name: 'revoke', summary: 'Revoke the key', params },
  { operation: 'GET /metrics', name: 'metrics', summary: 'Every metric', as: 'operator' },
]
