import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody, errorHeaders } from '@bulkhead/errors/envelope'

import type { Exchange } from '../request/exchange.ts'

/**
 * The only exit for errors: every refusal and everything thrown becomes the envelope here. Nothing internal
 * leaks.
 */
export function toEnvelope(thrown: unknown, exchange: Exchange): Response {
  const error = BulkheadError.from(thrown)
  exchange.errorCode = error.code
  if (error.code === 'internal') exchange.log.error('request failed', { errorCode: error.code }, { thrown })
  const headers = { ...errorHeaders(error), ...challengeOf(error) }
  return Response.json(errorBody(error, exchange), { status: error.status, headers })
}

/** What a 401 must say: which scheme is asked for, and whether a key that came is at fault. */
function challengeOf({ status, code }: BulkheadError): Record<string, string> {
  if (status !== 401) return {}
  const fault = code === 'api_key_required' ? '' : ', error="invalid_token"'
  return { 'www-authenticate': `Bearer realm="bulkhead"${fault}` }
}
