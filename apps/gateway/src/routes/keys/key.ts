import {
  ChangedKey,
  KeyWithSecret,
  PatchKey,
  RevokedKey,
  RotateKey,
} from '@bulkhead/contracts/http/admin/keys'

import { CONTROL_TIMEOUT_MS } from '../../limits.ts'
import { jsonBody, nothing } from '../../request/reader.ts'
import { pathId, tenantRoute } from '../../route.ts'
import { askOwnKeys } from './ask-own-keys.ts'

const path = '/v1/keys/:keyId'
const EXAMPLE: PatchKey = { scopes: ['usage:read'] }

export const patchKey = tenantRoute({
  method: 'PATCH',
  path,
  scopes: ['keys:write'],
  operation: {
    summary: 'Change what a key may do, within what the asking key may',
    description: 'A JSON merge patch: what is left out stays, `null` clears, lists replace.',
    response: ChangedKey,
    errors: ['not_found', 'version_conflict'],
  },
  probes: ({ keyId }) => [{ params: { keyId }, body: EXAMPLE, foreign: 'not_found' }],
  timeoutMs: CONTROL_TIMEOUT_MS,
  reads: jsonBody(PatchKey),
  handle: (call, body) =>
    askOwnKeys(call, { route: 'PATCH /v1/keys/:keyId', keyId: pathId(call.exchange, 'keyId'), body }),
})

export const deleteKey = tenantRoute({
  method: 'DELETE',
  path,
  scopes: ['keys:write'],
  operation: {
    summary: 'Revoke a key for good; once this is answered with 200, no request with it is accepted',
    response: RevokedKey,
    errors: ['not_found', 'version_conflict'],
  },
  probes: ({ keyId }) => [{ params: { keyId }, spends: 'key', foreign: 'not_found' }],
  timeoutMs: CONTROL_TIMEOUT_MS,
  reads: nothing,
  handle: (call) =>
    askOwnKeys(call, { route: 'DELETE /v1/keys/:keyId', keyId: pathId(call.exchange, 'keyId') }),
})

export const rotateKey = tenantRoute({
  method: 'POST',
  path: `${path}/rotate`,
  scopes: ['keys:write'],
  operation: {
    summary: 'Give a key a new secret; the old one ends after `graceSeconds`, or at once',
    response: KeyWithSecret,
    errors: ['not_found', 'version_conflict'],
  },
  probes: ({ keyId }) => [{ params: { keyId }, body: { graceSeconds: 3_600 }, foreign: 'not_found' }],
  timeoutMs: CONTROL_TIMEOUT_MS,
  reads: jsonBody(RotateKey),
  keepsResults: true,
  handle: (call, body) =>
    askOwnKeys(call, { route: 'POST /v1/keys/:keyId/rotate', keyId: pathId(call.exchange, 'keyId'), body }),
})
