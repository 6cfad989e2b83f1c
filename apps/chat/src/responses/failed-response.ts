import type { BulkheadError } from '@bulkhead/errors/bulkhead-error'

import type { StoredResponse } from '../stored-response.ts'
import { endedBody } from './response-body.ts'
import { responseEvent } from './response-events.ts'

/** What ends a response whose object was reset while it was made; undefined for answers of other kinds. */
export function failedResponse(
  stored: StoredResponse | undefined,
  { code, message }: BulkheadError,
  sequence: number,
) {
  if (stored === undefined) return undefined
  const { model } = stored.body
  const body = endedBody(stored.body, { model, output: [], usage: undefined, error: { code, message } })
  const lastEvent = responseEvent(sequence, 'response.failed', { response: body })
  return { lastEvent, details: { response: { ...stored, body } } }
}
