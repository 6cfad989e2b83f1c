import { ERROR_CODES, type ErrorCode } from '@bulkhead/errors/codes'

import { isJson, type Json } from '../json.ts'
import { EXAMPLE_CALLS } from './calls.ts'
import { answerOf } from './recorded.ts'

/** What `details` of a code look like, where no example provokes it. */
const DETAILS: Partial<Record<ErrorCode, unknown>> = {
  budget_exceeded: { limit: 2_000, used: 1_990, resetsAt: '2026-11-30T00:00:00.000Z' },
  scope_insufficient: { required: ['search'] },
  payload_too_large: { limitBytes: 1_048_576 },
  unsupported_media_type: { accepted: ['application/json'] },
  ai_timeout: { timeout: 'firstToken' },
  version_conflict: { current: '"4"' },
}

const IDS = {
  requestId: 'req_0123456789abcdef0123456789abcdef',
  traceId: '0123456789abcdef0123456789abcdef',
}

/** One example of each code: as it was recorded, if an example of the reference provokes it. */
export function errorExamples(codes: ReadonlySet<ErrorCode>): Json {
  const provoked = new Map(
    EXAMPLE_CALLS.flatMap((call) => {
      const body = answerOf(call)?.body
      const code = codeOf(body)
      return code === undefined ? [] : [[code, body]]
    }),
  )
  return Object.fromEntries(
    [...codes].map((code) => [
      code,
      { summary: ERROR_CODES[code].message, value: provoked.get(code) ?? envelope(code) },
    ]),
  )
}

function codeOf(body: unknown): unknown {
  const error = isJson(body) ? body['error'] : undefined
  return isJson(error) && 'requestId' in error ? error['code'] : undefined
}

function envelope(code: ErrorCode): Json {
  const { message, type } = ERROR_CODES[code]
  const details = DETAILS[code]
  return {
    error: { code, message, type, param: null, ...IDS, ...(details === undefined ? {} : { details }) },
  }
}
