import { BulkheadError } from '@bulkhead/errors/bulkhead-error'
import { errorBody } from '@bulkhead/errors/envelope'
import { ProtocolError, ProtocolErrorCode, ResourceNotFoundError } from '@modelcontextprotocol/server'

import type { TenantCall } from '../route.ts'

/** A tool that was refused: the model reads why, and a program finds our envelope in `_meta`. */
export function failedCall(call: TenantCall, thrown: unknown) {
  const error = noted(call, thrown)
  const { error: envelope } = errorBody(error, call.exchange)
  return {
    isError: true,
    content: [{ type: 'text' as const, text: `${error.code}: ${error.message}` }],
    _meta: { error: envelope },
  }
}

/** What is no tool's has no result to fail in: a protocol error, with our envelope as its data. */
export function protocolErrorOf(call: TenantCall, thrown: unknown, uri?: string): ProtocolError {
  const error = noted(call, thrown)
  if (error.code === 'not_found' && uri !== undefined) return new ResourceNotFoundError(uri)
  const { InvalidParams, InternalError } = ProtocolErrorCode
  const code = error.status < 500 ? InvalidParams : InternalError
  return new ProtocolError(code, error.message, errorBody(error, call.exchange).error)
}

function noted({ exchange }: TenantCall, thrown: unknown): BulkheadError {
  const error = BulkheadError.from(thrown)
  exchange.errorCode = error.code
  if (error.code === 'internal') exchange.log.error('mcp call failed', { errorCode: error.code }, { thrown })
  return error
}
