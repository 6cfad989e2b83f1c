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
  return Response.json(errorBody(error, exchange), { status: error.status, headers: errorHeaders(error) })
}
