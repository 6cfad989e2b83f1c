import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { constantTimeEqual } from '@bulkhead/http/constant-time-equal'

import type { Exchange } from '../request/exchange.ts'
import { bearerTokenOf } from './bearer.ts'
import { failedIdentification } from './failed-identification.ts'

/** The admin routes are closed when no token is configured. */
export async function requireAdmin(exchange: Exchange): Promise<void> {
  if (isAdmin(exchange)) return
  throw await failedIdentification(exchange, new BulkheadError('api_key_invalid'))
}

/** Whether an open route may say more. A wrong token counts as a failed identification, and is refused beyond their limit. */
export async function mayLearnMore(exchange: Exchange): Promise<boolean> {
  if (bearerTokenOf(exchange.request.headers) === undefined) return false
  try {
    await requireAdmin(exchange)
    return true
  } catch (thrown) {
    if (BulkheadError.from(thrown).code === 'rate_limited') throw thrown
    return false
  }
}

export function isAdmin({ access, env, request }: Exchange): boolean {
  const expected = access.adminToken(env)
  const token = bearerTokenOf(request.headers)
  if (expected === undefined || token === undefined) return false
  return constantTimeEqual(token, expected)
}
