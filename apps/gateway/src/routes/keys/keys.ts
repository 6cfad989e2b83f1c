import { CreateKey, KeyView, KeyWithSecret } from '@bulkhead/contracts/http/admin/keys'
import { PageRequest, pageOf } from '@bulkhead/contracts/http/lists'

import { CONTROL_TIMEOUT_MS } from '../../limits.ts'
import { jsonBody, queryOf } from '../../request/reader.ts'
import { tenantRoute } from '../../route.ts'
import { askOwnKeys } from './ask-own-keys.ts'

const path = '/v1/keys'
const EXAMPLE: CreateKey = { scopes: ['usage:read'], name: 'reports' }

export const listKeys = tenantRoute({
  method: 'GET',
  path,
  scopes: ['keys:write'],
  operation: { summary: "List the tenant's keys, without their secrets", response: pageOf(KeyView) },
  probes: () => [{ query: { limit: '100' } }],
  timeoutMs: CONTROL_TIMEOUT_MS,
  reads: queryOf(PageRequest),
  handle: (call) =>
    askOwnKeys(call, {
      route: 'GET /v1/keys',
      query: Object.fromEntries(call.exchange.url.searchParams),
    }),
})

export const createKey = tenantRoute({
  method: 'POST',
  path,
  scopes: ['keys:write'],
  operation: {
    summary: 'Create a key that may do no more than the asking one',
    description:
      'What is left out of `models`, `limits`, `allowedIps` and `expiresAt` is as the asking key has it. `key` is shown once, and for ten minutes again to the same Idempotency-Key.',
    status: 201,
    response: KeyWithSecret,
  },
  probes: () => [{ body: EXAMPLE }],
  timeoutMs: CONTROL_TIMEOUT_MS,
  reads: jsonBody(CreateKey),
  keepsResults: true,
  handle: (call, body) => askOwnKeys(call, { route: 'POST /v1/keys', body }),
})
