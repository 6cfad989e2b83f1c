import { ERROR_CODES, type ErrorCode } from '@bulkhead/errors/codes'
import { problemsOfError, type Sent } from '@bulkhead/harness/client'

/** Longer than any answer takes that is not hanging. */
export const HANG_MS = 20_000

/** What holds for every answer to any request, as long as nothing is broken: whole, ours, and never a failure of the server. */
export function requireOrderly(what: string, sent: Sent): void {
  const ids = [sent.headers.has('x-request-id'), sent.headers.has('traceparent')]
  if (ids.includes(false)) throw new Error(`${what}: ${sent.status} without x-request-id or traceparent`)
  if (sent.status < 400) return
  const code: unknown = sent.body?.error?.code
  // What only the provider can judge it refuses itself: 502 ai_rejected.
  if (sent.status >= 500 && code !== 'ai_rejected')
    throw new Error(`${what}: ${sent.status} ${sent.text.slice(0, 300)}`)
  if (!isErrorCode(code))
    throw new Error(`${what}: ${sent.status} without an envelope: ${sent.text.slice(0, 300)}`)
  const problems = problemsOfError(sent, ERROR_CODES[code].status, code)
  if (problems.length > 0) throw new Error(`${what}: ${problems.join('; ')}`)
}

function isErrorCode(code: unknown): code is ErrorCode {
  return typeof code === 'string' && Object.hasOwn(ERROR_CODES, code)
}

/** Ends what hangs. */
export function soon(): AbortSignal {
  return AbortSignal.timeout(HANG_MS)
}
